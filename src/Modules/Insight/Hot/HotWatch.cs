using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Insight;
using Fengqiao.Insight.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Insight.Hot;

/// <summary>
/// Looks for issues in what was raised lately and brings what is stored in line. What a person confirmed only grows; what a person dismissed takes up
/// what belongs to it and stays away; the rest comes and goes.
/// </summary>
internal sealed class HotWatch(FengqiaoDb db, CommitLane lane, IRaisedMatters raised, CountyClock clock) : IHotIssues
{
    /// <summary>How far back cases are looked at.</summary>
    public const int WindowDays = 90;

    /// <summary>Fewer people are neighbours, not an issue.</summary>
    public const int LeastPeople = 3;

    /// <summary>From so many people on somebody has to look.</summary>
    public const int AlertPeople = 5;

    /// <summary>Of a county that has more in the window the newest are looked at: a run stays under half a minute.</summary>
    private const int MostCases = 20_000;

    private static readonly TimeSpan StillNew = TimeSpan.FromDays(1);
    private static readonly CommitOrigin Origin = CommitOrigin.System("hot-issues");

    public async Task LookAsync(CancellationToken ct)
    {
        var matters = await raised.SinceAsync(clock.UtcNow.AddDays(-WindowDays), MostCases, ct);
        var texts = matters.Select(Text).ToList();
        var stored = await db.Set<StoredIssue>().ToListAsync(ct);
        var members = (await db.Set<IssueCase>().ToListAsync(ct)).ToLookup(m => m.IssueId, m => m.CaseId);
        var vectors = MatterVectors.Of(texts, ct);
        var plan = IssuePlan.Of(
            [.. HotFinder.Find(texts, vectors, ct).Where(i => i.Heat.People >= LeastPeople).Select(i => (IReadOnlyList<Guid>)[.. i.Members.Select(m => matters[m].CaseId)])],
            stored.ConvertAll(s => new KnownIssue(s.Id, s.State != IssueState.Found, members[s.Id].ToHashSet())));
        foreach (var gone in plan.Gone)
        {
            await WriteAsync(RemovalOf(stored.Single(s => s.Id == gone), members[gone]), ct);
        }

        foreach (var planned in plan.Issues)
        {
            ct.ThrowIfCancellationRequested();
            var lately = matters.Where(m => planned.Cases.Contains(m.CaseId)).ToList();
            // Reporters are told apart within one answer only, so an issue with older cases is asked for whole.
            var all = lately.Count == planned.Cases.Count ? lately : await raised.OfAsync(planned.Cases, ct);
            await BringInLineAsync(planned, all, stored.Find(s => s.Id == planned.Id), members, lately.Count == 0 ? null : SharedWords.Of(lately.ConvertAll(Text), vectors), ct);
        }
    }

    /// <summary>The figures of some cases as one issue; null where none of them is left.</summary>
    public async Task<StoredIssue?> CountAsync(StoredIssue issue, IReadOnlyCollection<Guid> cases, CancellationToken ct) => Count(issue, await raised.OfAsync(cases, ct));

    /// <summary>What the titles of some cases say together.</summary>
    public async Task<(string? Place, string Words)> DescribeAsync(IReadOnlyCollection<Guid> cases, CancellationToken ct)
    {
        List<HotText> texts = [.. (await raised.OfAsync(cases, ct)).Select(Text)];
        var (place, words) = SharedWords.Of(texts, MatterVectors.Of(texts, ct));
        return (place, string.Join(' ', words));
    }

    public static Commit RemovalOf(StoredIssue issue, IEnumerable<Guid> cases)
    {
        var commit = new Commit().Delete(issue);
        foreach (var of in cases)
        {
            commit.Delete(new IssueCase { IssueId = issue.Id, CaseId = of, ReceivedUtc = default });
        }

        return commit;
    }

    private StoredIssue? Count(StoredIssue issue, IReadOnlyList<RaisedMatter> matters)
    {
        if (matters.Count == 0)
        {
            return null;
        }

        var heat = Heat.Of([.. matters.Select(Text)]);
        return issue with
        {
            People = heat.People,
            Cases = matters.Count,
            Backing = heat.Votes,
            Growth = heat.Growth,
            Score = heat.Score,
            FirstUtc = matters[0].ReceivedUtc,
            LastUtc = matters[^1].ReceivedUtc,
            AlertedUtc = issue.AlertedUtc ?? (heat.People >= AlertPeople ? clock.UtcNow : null),
        };
    }

    private async Task BringInLineAsync(
        PlannedIssue planned, IReadOnlyList<RaisedMatter> matters, StoredIssue? known, ILookup<Guid, Guid> members, (string? Place, List<string> Words)? said, CancellationToken ct)
    {
        var id = planned.Id ?? clock.NewId();
        var before = known is null ? [] : members[id].ToHashSet();
        var basis = known ?? new StoredIssue
        {
            Id = id, Words = "", State = IssueState.Found, People = 0, Cases = 0, Backing = 0, Growth = 0, Score = 0,
            FirstUtc = clock.UtcNow, LastUtc = clock.UtcNow, FoundUtc = clock.UtcNow,
        };
        if (Count(basis, matters) is not { } counted)
        {
            // All its cases are gone, or not everybody may see them any more.
            if (known is not null)
            {
                await WriteAsync(RemovalOf(known, before), ct);
            }

            return;
        }

        if (said is { } now)
        {
            counted = counted with { Place = now.Place, Words = string.Join(' ', now.Words) };
        }

        var commit = known is null ? new Commit().Insert(counted) : new Commit().Update(counted with { Version = known.Version + 1 }, known.Version);
        var there = matters.ToDictionary(m => m.CaseId, m => m.ReceivedUtc);
        commit.InsertAll(there.Where(m => !before.Contains(m.Key)).Select(m => new IssueCase { IssueId = id, CaseId = m.Key, ReceivedUtc = m.Value }));
        foreach (var left in before.Where(c => !there.ContainsKey(c)))
        {
            commit.Delete(new IssueCase { IssueId = id, CaseId = left, ReceivedUtc = default });
        }

        // What was over long ago, as when a county has just moved in, needs nobody's attention today.
        if (basis.AlertedUtc is null && counted is { AlertedUtc: { } at, State: IssueState.Found } && counted.LastUtc > clock.UtcNow - StillNew)
        {
            commit.Publish(() => new IssueAlerted(id, matters[^1].CaseId, at));
        }

        if (known is null || counted != known || !before.SetEquals(there.Keys))
        {
            await WriteAsync(commit, ct);
        }
    }

    /// <summary>Refused where a person decided at the same moment: the next run finds it as the person left it.</summary>
    private Task WriteAsync(Commit commit, CancellationToken ct) => lane.WriteAsync(commit.WithoutAudit("what was found in the words of cases; a person decides what it is"), Origin, ct);

    private static HotText Text(RaisedMatter m) =>
        new(m.CaseId.ToString("N"), m.Person, m.Title, m.Description, m.ReceivedUtc, Math.Max(0, m.PeopleConcerned - 1), Town: m.Place.At(RegionLevel.Town)?.Value);
}
