using System.Globalization;
using Fengqiao.Host.Commands;
using Fengqiao.Host.Server;
using Fengqiao.Host.Texts;

namespace Fengqiao.Host.Demo.Live;

/// <param name="Speed">How many times faster than the clock.</param>
/// <param name="For">Ends by itself after this time; null goes on until it is stopped.</param>
internal sealed record LivePlan(int Speed, TimeSpan? For);

/// <summary>Runs the living county against the server it stands in, over HTTP like any client, and tells how it went.</summary>
internal sealed class LiveRun(ServerOptions options, LivePlan plan)
{
    /// <summary>All simulated citizens share one address. Where the settings file says nothing, the limit for one address is set for a whole county.</summary>
    private const int PublicPerMinute = 20_000;

    /// <summary>At a hundred times the clock an officer does in a minute what others do in a morning.</summary>
    private const int AccountPerMinute = 100_000;

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(30);

    /// <summary>When the generated past ends for scripts that reach into the future: never, as far as a demo is concerned.</summary>
    private static readonly DateTime NoEnd = new(8000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static ServerOptions Prepare(ServerOptions options) =>
        options with
        {
            Limits = options.Limits with
            {
                PublicPerMinute = options.Limits.PublicPerMinute ?? PublicPerMinute,
                AccountPerMinute = options.Limits.AccountPerMinute ?? AccountPerMinute,
                UploadsPerMinute = options.Limits.UploadsPerMinute ?? AccountPerMinute,
            },
        };

    /// <returns>0 where nothing went wrong, 1 otherwise.</returns>
    public async Task<int> RunAsync(IServiceProvider services, Uri address, CancellationToken ct)
    {
        var seed = DemoPlan.Find(options.Folder)?.Seed ?? 0;
        var ground = Ground.Make(seed, NoEnd);
        var figures = new LiveFigures();
        using var http = new HttpClient { BaseAddress = address };
        var staff = new LiveStaff(ground.Organization, services.GetRequiredService<IServiceScopeFactory>());
        var clock = new LiveClock(options.Time, plan.Speed);
        var photos = ground.Leaves.Where(leaf => leaf.Category.PhotosRequired).Select(leaf => leaf.Category.Code).ToHashSet(StringComparer.Ordinal);
        var county = new LiveCounty(ground, seed, clock, new LiveDesk(new LiveClient(http, figures, options.Time), staff, figures, photos), figures);

        Say("Live.Begins", plan.Speed);
        var memory = LiveFigures.MemoryMegabytes;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (plan.For is { } length)
        {
            ending.CancelAfter(length);
        }

        var telling = TellAsync(clock, figures, ending.Token);
        await county.RunAsync(ending.Token);
        await ending.CancelAsync();
        await telling;
        Tell(clock, figures, memory);
        return figures.Errors == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static async Task TellAsync(LiveClock clock, LiveFigures figures, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Between, clock.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                Say("Live.Line", Short(clock.Elapsed), CaseClock.ToLocal(clock.Now).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), figures.Acts, figures.Requests, figures.Errors,
                    figures.Percentile(0.5), figures.Percentile(0.95), LiveFigures.MemoryMegabytes);
            }
        }
        catch (OperationCanceledException)
        {
            // The county has come to rest.
        }
    }

    private static void Tell(LiveClock clock, LiveFigures figures, long memoryAtStart)
    {
        Say("Live.End", Short(clock.Elapsed), figures.Acts, figures.Requests, figures.Yielded, figures.Waited);
        Say("Live.Acts", Listed(figures.ActsByKind));
        Say("Live.Times", figures.Percentile(0.5), figures.Percentile(0.95));
        Say("Live.Memory", memoryAtStart, LiveFigures.MemoryMegabytes);
        if (figures.Errors > 0)
        {
            Say("Live.Errors", figures.Errors, Listed(figures.ErrorsByCode));
        }
        else
        {
            Say("Live.NoErrors");
        }
    }

    private static string Listed(IEnumerable<KeyValuePair<string, long>> counts) =>
        string.Join(", ", counts.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}")));

    private static string Short(TimeSpan time) => time.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);

    private static void Say(string key, params object[] args) => Console.Out.WriteLine(HostText.Get(key, args));
}
