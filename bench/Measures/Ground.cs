using Fengqiao.Bench.Load;
using Fengqiao.Bench.Processes;

namespace Fengqiao.Bench.Measures;

/// <summary>What the measures of one store share: an invented county of the demo's size, and a bare database beside it on the same disk.</summary>
internal sealed class Ground(Options options, StoreKind kind, County county, string bare, WorkFolder folder, PostgresServer? postgres)
{
    private int _empty;

    public Options Options { get; } = options;

    public StoreKind Kind { get; } = kind;

    public County County { get; } = county;

    /// <summary>Connection string or file of the bare database.</summary>
    public string BareStore { get; } = bare;

    public WorkFolder Folder { get; } = folder;

    public static async Task<Ground> PrepareAsync(Options options, StoreKind kind, WorkFolder folder, PostgresServer? postgres)
    {
        var county = new County(kind, folder.In($"county-{kind}"), postgres is null ? null : await postgres.CreateAsync("county"));
        await using (await Server.StartProductAsync(county, "demo"))
        {
            // Made, and stopped again: each measure starts its own server.
        }

        return new Ground(options, kind, county, postgres is null ? folder.In("bare.db") : await postgres.CreateAsync("bare"), folder, postgres);
    }

    /// <summary>A place for a store with nothing in it.</summary>
    public async Task<County> EmptyAsync() =>
        new(Kind, Folder.In($"empty-{Kind}-{++_empty}"), postgres is null ? null : await postgres.CreateAsync("empty"));

    public CaseTexts Texts(string run) => new(County.Places(), run);

    /// <summary>Waits until the server has handed out its messages; how long that took.</summary>
    public async Task<TimeSpan> DrainAsync()
    {
        var from = TimeProvider.System.GetTimestamp();
        while (await County.CountAsync("SELECT count(*) FROM outbox_messages WHERE parked_utc IS NULL") > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        return TimeProvider.System.GetElapsedTime(from);
    }
}
