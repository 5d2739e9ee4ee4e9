using Fengqiao.Kernel;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Hosting;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Organization.Directories;

/// <summary>What is kept in memory as one immutable picture that is replaced as a whole.</summary>
internal interface IReloadable
{
    /// <summary>Whose <see cref="DirectoryRevision"/> tells of changes.</summary>
    string Name { get; }

    Task LoadAsync(FengqiaoDb db, DateOnly today, Guid revision, CancellationToken ct);
}

/// <summary>
/// Keeps the directories true: loads them at the start, at once after a change made here, within seconds after one made on
/// another node, and when a new day begins (posts and regions are valid by the day).
/// </summary>
internal sealed class DirectoryKeeper(
    IDbContextFactory<FengqiaoDb> databases,
    IEnumerable<IReloadable> directories,
    CountyClock clock,
    ILogger<DirectoryKeeper> log) : BackgroundService, IWarmUp
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private readonly List<IReloadable> _directories = [.. directories];
    private readonly Dictionary<string, (Guid Revision, DateOnly Day)> _loaded = [];
    private readonly SemaphoreSlim _gate = new(1, 1);

    public Task WarmUpAsync(CancellationToken ct) => RefreshAsync(ct);

    /// <summary>Loads what has changed since it was loaded. Call it after a commit that carries a <see cref="Changed"/>.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            // Revisions first: what changes between the two reads is then loaded once more the next time, never missed.
            var revisions = await db.Set<DirectoryRevision>().ToDictionaryAsync(r => r.Directory, r => r.Revision, ct);
            var today = clock.Today;
            foreach (var directory in _directories)
            {
                var wanted = (revisions.GetValueOrDefault(directory.Name), today);
                if (!_loaded.TryGetValue(directory.Name, out var had) || had != wanted)
                {
                    await directory.LoadAsync(db, today, wanted.Item1, ct);
                    _loaded[directory.Name] = wanted;
                }
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The row that tells every node of a change of a directory.</summary>
    public DirectoryRevision Changed(string directory) => new() { Directory = directory, Revision = clock.NewId() };

    public override void Dispose()
    {
        _gate.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, clock.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RefreshAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning("Directories could not be refreshed ({Type}); the last state stays in use", e.GetType().Name);
            }
        }
    }
}
