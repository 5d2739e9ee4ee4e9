using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Cases.Watching;

/// <summary>
/// Carries news between nodes. On SQLite there is one node, and news stay in memory. On PostgreSQL one row changes when something
/// happened to cases, each node looks at it every second, and presences are rows that expire: a node that dies is forgotten in half a minute.
/// </summary>
internal sealed class DeskNews(
    IDbContextFactory<FengqiaoDb> contexts, CommitLane lane, DatabaseOptions database, CasesSignal cases, PresenceBoard board, CountyClock clock, ILogger<DeskNews> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(30);
    private static readonly CommitOrigin Origin = CommitOrigin.System("desk-news");
    private readonly Guid _node = clock.NewId();
    private readonly Dictionary<(Guid Case, string Account), DateTime> _told = [];
    private Guid _heard;

    /// <summary>One round: tells what happened here, hears what happened elsewhere.</summary>
    public async Task ExchangeAsync(CancellationToken ct)
    {
        var touched = cases.TakeTouched();
        if (database.Kind == DatabaseKind.Sqlite)
        {
            if (touched)
            {
                cases.Raise();
            }

            return;
        }

        if (touched)
        {
            await lane.WriteAsync(new Commit().Upsert(new DeskPulse { Name = DeskPulse.Cases, Revision = clock.NewId() }).WithoutAudit("a signal between nodes"), Origin, ct);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var revision = await db.Set<DeskPulse>().Where(p => p.Name == DeskPulse.Cases).Select(p => p.Revision).FirstOrDefaultAsync(ct);
        if (revision != _heard)
        {
            _heard = revision;
            cases.Raise();
        }

        await TellAsync(ct);
        await HearAsync(db, ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, clock.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ExchangeAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning("Desks could not be told the news ({Type}); they count anew by themselves within a minute", e.GetType().Name);
            }
        }
    }

    /// <summary>Writes who is here: a row when somebody comes or goes, and again before it would no longer be believed.</summary>
    private async Task TellAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        var here = board.Here();
        var commit = new Commit().WithoutAudit("who has which page open");
        var changes = 0;
        foreach (var (caseId, account) in here.Where(p => !_told.TryGetValue(p, out var until) || until - now < Believed / 2))
        {
            _told[(caseId, account)] = now + Believed;
            commit.Upsert(Row(caseId, account, now + Believed));
            changes++;
        }

        foreach (var gone in _told.Keys.Except(here).ToList())
        {
            _told.Remove(gone);
            commit.Delete(Row(gone.Case, gone.Account, now));
            changes++;
        }

        if (changes > 0)
        {
            await lane.WriteAsync(commit, Origin, ct);
        }
    }

    private async Task HearAsync(FengqiaoDb db, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var watched = board.Here().Select(p => p.Case).Distinct().ToList();
        if (watched.Count == 0)
        {
            board.Hear([]);
            return;
        }

        var others = await db.Set<CasePresence>().Where(p => p.UntilUtc > now && p.Node != _node && watched.Contains(p.CaseId)).ToListAsync(ct);
        board.Hear(others.ConvertAll(p => (p.CaseId, p.Account)));
    }

    private CasePresence Row(Guid caseId, string account, DateTime until) => new() { CaseId = caseId, Account = account, Node = _node, UntilUtc = until };
}
