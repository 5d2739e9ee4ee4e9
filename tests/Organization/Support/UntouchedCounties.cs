using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests.Support;

/// <summary>One county per database, started when first asked for, for tests that change nothing.</summary>
public sealed class UntouchedCounties : IAsyncLifetime
{
    private readonly Dictionary<DatabaseKind, County> _started = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var county in _started.Values)
        {
            await county.DisposeAsync();
        }
    }

    internal async Task<County> OfAsync(DatabaseKind kind)
    {
        if (!_started.TryGetValue(kind, out var county))
        {
            _started[kind] = county = await County.WithPeopleAsync(kind);
        }

        return county;
    }
}
