using System.Globalization;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Cases;
using Fengqiao.Insight.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Insight.Hot;

/// <summary>An issue with those of its cases that the person may see, newest first.</summary>
/// <param name="Days">When each of its cases was received, seen or not: the curve.</param>
internal sealed record SeenIssue(StoredIssue Issue, IReadOnlyList<SeenCase> Cases, IReadOnlyList<DateTime> Days);

/// <summary>Which issues a list shows.</summary>
internal enum IssuePile
{
    Current,
    Confirmed,
    Topics,
    Dismissed,
}

/// <summary>
/// Issues as people work on them. Whoever may see one of its cases may see that there is an issue; whoever dispatches or supervises, and sees all of its
/// cases, decides what it is.
/// </summary>
internal sealed class HotDesk(FengqiaoDb db, ICaseSight sight, HotWatch watch, Writer writer, CurrentActor current, CountyClock clock)
{
    public const int MostShown = 60;
    public const int LongestName = 60;

    public bool MayLook => current.Actor.Can(Rights.CasesRead) || current.Actor.Can(Rights.CasesReadArea);

    public bool MayDecide => current.Actor.Can(Rights.CasesDispatch) || current.Actor.Can(Rights.SupervisionIssue);

    /// <summary>Hottest first.</summary>
    public async Task<IReadOnlyList<SeenIssue>> ListAsync(IssuePile pile, CancellationToken ct)
    {
        var issues = await db.Set<StoredIssue>()
            .Where(i => pile == IssuePile.Dismissed ? i.State == IssueState.Dismissed
                : pile == IssuePile.Confirmed ? i.State == IssueState.Confirmed
                : pile == IssuePile.Topics ? i.TopicMonth != null : i.State != IssueState.Dismissed)
            .OrderByDescending(i => i.Score).ThenBy(i => i.Id)
            .Take(MostShown)
            .ToListAsync(ct);
        var ids = issues.ConvertAll(i => i.Id);
        var members = (await db.Set<IssueCase>().Where(m => ids.Contains(m.IssueId)).ToListAsync(ct)).ToLookup(m => m.IssueId);
        var seen = await SeenAsync([.. members.SelectMany(m => m.Select(c => c.CaseId)).Distinct()], ct);
        return [.. issues.Select(i => With(i, [.. members[i.Id]], seen)).Where(i => i.Cases.Count > 0)];
    }

    /// <summary>Null where there is none, or none of its cases may be seen: the two are one answer.</summary>
    public async Task<SeenIssue?> FindAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<StoredIssue>().FirstOrDefaultAsync(i => i.Id == id, ct) is not { } issue)
        {
            return null;
        }

        var members = await db.Set<IssueCase>().Where(m => m.IssueId == id).ToListAsync(ct);
        var found = With(issue, members, await SeenAsync([.. members.Select(m => m.CaseId)], ct));
        return found.Cases.Count == 0 ? null : found;
    }

    public bool MayDecideOn(SeenIssue seen) => MayDecide && seen.Cases.Count == seen.Issue.Cases;

    /// <summary>It is an issue, and this is its name; an empty name leaves it to its place and words.</summary>
    public Task<Result<Done>> ConfirmAsync(SeenIssue seen, string? name, int version, CancellationToken ct) => DecideAsync(seen, version, "hot-issue.confirm", issue =>
        name is { Length: > LongestName } ? InsightErrors.IssueNameLong(LongestName) : Result<StoredIssue>.Of(issue with { State = IssueState.Confirmed, Name = string.IsNullOrWhiteSpace(name) ? null : name.Trim() }), ct);

    /// <summary>It is none.</summary>
    public Task<Result<Done>> DismissAsync(SeenIssue seen, int version, CancellationToken ct) =>
        DecideAsync(seen, version, "hot-issue.dismiss", issue => Result<StoredIssue>.Of(issue with { State = IssueState.Dismissed, TopicMonth = null }), ct);

    /// <summary>Puts it on the list of topics of this month, or takes it off.</summary>
    public Task<Result<Done>> SetTopicAsync(SeenIssue seen, bool isTopic, int version, CancellationToken ct) => DecideAsync(seen, version, "hot-issue.topic", issue =>
        Result<StoredIssue>.Of(issue with { State = IssueState.Confirmed, TopicMonth = isTopic ? clock.Today.ToString("yyyy-MM", CultureInfo.InvariantCulture) : null }), ct);

    /// <summary>Takes some cases out into an issue of their own. Both are confirmed: a person has said what they are.</summary>
    public async Task<Result<Guid>> SplitAsync(SeenIssue seen, IReadOnlyCollection<string> numbers, int version, CancellationToken ct)
    {
        if (!MayDecideOn(seen))
        {
            return InsightErrors.IssueNotYours;
        }

        var taken = seen.Cases.Where(c => numbers.Contains(c.Number)).Select(c => c.Id).ToHashSet();
        var stay = seen.Cases.Select(c => c.Id).Where(c => !taken.Contains(c)).ToHashSet();
        if (taken.Count == 0 || stay.Count == 0)
        {
            return InsightErrors.SplitNothing;
        }

        var (now, decided) = (clock.UtcNow, Decided(seen.Issue));
        var fresh = decided with { Id = clock.NewId(), Name = null, TopicMonth = null, FoundUtc = now, AlertedUtc = null, Version = 1 };
        var (place, words) = await watch.DescribeAsync(taken, ct);
        if (await watch.CountAsync(fresh with { Place = place, Words = words }, taken, ct) is not { } split || await watch.CountAsync(decided, stay, ct) is not { } left)
        {
            return InsightErrors.SplitNothing;
        }

        var commit = new Commit().Insert(split).Update(left with { Version = version + 1 }, version)
            .Audit("hot-issue.split", "hot-issue", seen.Issue.Id.ToString(), new { into = split.Id, cases = taken.Count });
        foreach (var of in seen.Cases.Where(c => taken.Contains(c.Id)))
        {
            commit.Insert(new IssueCase { IssueId = split.Id, CaseId = of.Id, ReceivedUtc = of.ReceivedUtc }).Delete(new IssueCase { IssueId = left.Id, CaseId = of.Id, ReceivedUtc = of.ReceivedUtc });
        }

        return (await writer.SaveAsync(commit, ct)).Map(_ => split.Id);
    }

    /// <summary>Both are one matter: this one goes into the other, which keeps its name.</summary>
    public async Task<Result<Done>> MergeAsync(SeenIssue seen, string? into, int version, CancellationToken ct)
    {
        if (!Guid.TryParse(into, out var id) || id == seen.Issue.Id || await FindAsync(id, ct) is not { } target)
        {
            return InsightErrors.MergeIntoMissing;
        }

        if (!MayDecideOn(seen) || !MayDecideOn(target))
        {
            return InsightErrors.IssueNotYours;
        }

        var added = seen.Cases.Where(c => target.Cases.All(t => t.Id != c.Id)).ToList();
        if (await watch.CountAsync(Decided(target.Issue), [.. target.Cases.Concat(added).Select(c => c.Id)], ct) is not { } merged)
        {
            return InsightErrors.MergeIntoMissing;
        }

        // The version that was seen makes the removal fail where somebody decided in between.
        if (seen.Issue.Version != version)
        {
            return CommitErrors.Outdated;
        }

        var commit = HotWatch.RemovalOf(seen.Issue, seen.Cases.Select(c => c.Id))
            .Update(merged with { Version = target.Issue.Version + 1 }, target.Issue.Version)
            .InsertAll(added.Select(c => new IssueCase { IssueId = id, CaseId = c.Id, ReceivedUtc = c.ReceivedUtc }))
            .Audit("hot-issue.merge", "hot-issue", id.ToString(), new { from = seen.Issue.Id, cases = added.Count });
        return await writer.SaveAsync(commit, ct);
    }

    private async Task<Result<Done>> DecideAsync(SeenIssue seen, int version, string act, Func<StoredIssue, Result<StoredIssue>> decide, CancellationToken ct)
    {
        if (!MayDecideOn(seen))
        {
            return InsightErrors.IssueNotYours;
        }

        var decided = decide(Decided(seen.Issue));
        return decided.Failed(out var error)
            ? error
            : await writer.SaveAsync(new Commit().Update(decided.Value with { Version = version + 1 }, version).Audit(act, "hot-issue", seen.Issue.Id.ToString(), new { decided.Value.State, decided.Value.TopicMonth }), ct);
    }

    private StoredIssue Decided(StoredIssue issue) => issue with { State = IssueState.Confirmed, DecidedUtc = clock.UtcNow, DecidedBy = current.Actor.Account };

    private async Task<Dictionary<Guid, SeenCase>> SeenAsync(IReadOnlyCollection<Guid> cases, CancellationToken ct)
    {
        var seen = new Dictionary<Guid, SeenCase>();
        foreach (var some in cases.Chunk(ICaseSight.Most))
        {
            foreach (var one in await sight.OfAsync(some, ct))
            {
                seen[one.Id] = one;
            }
        }

        return seen;
    }

    private static SeenIssue With(StoredIssue issue, List<IssueCase> members, Dictionary<Guid, SeenCase> seen) => new(
        issue,
        [.. members.Where(m => seen.ContainsKey(m.CaseId)).Select(m => seen[m.CaseId]).OrderByDescending(c => c.ReceivedUtc)],
        [.. members.Select(m => m.ReceivedUtc).Order()]);
}
