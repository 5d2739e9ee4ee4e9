namespace Fengqiao.Insight.Hot;

/// <param name="IsKept">A person decided about it, so it stays.</param>
internal sealed record KnownIssue(Guid Id, bool IsKept, IReadOnlySet<Guid> Cases);

/// <param name="Id">Of the known issue it goes on with; null for a new one.</param>
internal sealed record PlannedIssue(Guid? Id, IReadOnlySet<Guid> Cases);

/// <summary>
/// How what was found now goes on with what was known: an issue that a person decided about keeps its cases and takes up those found with most of
/// them; of the others each goes on with the found one it shares most with, or is gone. No case is in two issues.
/// </summary>
internal sealed record IssuePlan(IReadOnlyList<PlannedIssue> Issues, IReadOnlyList<Guid> Gone)
{
    /// <param name="found">Cases of each issue found, hottest first.</param>
    public static IssuePlan Of(IReadOnlyList<IReadOnlyList<Guid>> found, IReadOnlyList<KnownIssue> known)
    {
        var kept = known.Where(k => k.IsKept).ToDictionary(k => k.Id, k => k.Cases.ToHashSet());
        var keptBy = kept.SelectMany(k => k.Value.Select(c => (Case: c, Issue: k.Key))).DistinctBy(p => p.Case).ToDictionary(p => p.Case, p => p.Issue);
        var open = known.Where(k => !k.IsKept).ToList();
        var planned = new List<PlannedIssue>();
        foreach (var cases in found)
        {
            var free = cases.Where(c => !keptBy.ContainsKey(c)).ToHashSet();
            if (cases.Where(keptBy.ContainsKey).CountBy(c => keptBy[c]).OrderByDescending(o => o.Value).ThenBy(o => o.Key).FirstOrDefault() is { Value: > 0 } owner
                && owner.Value * 2 >= cases.Count)
            {
                kept[owner.Key].UnionWith(free);
                continue;
            }

            if (free.Count < HotWatch.LeastPeople)
            {
                continue;
            }

            var goesOn = open.Select(k => (Known: k, Shared: k.Cases.Count(free.Contains)))
                .Where(k => k.Shared > 0 && k.Shared * 2 >= Math.Min(k.Known.Cases.Count, free.Count))
                .OrderByDescending(k => k.Shared).ThenBy(k => k.Known.Id).FirstOrDefault().Known;
            if (goesOn is not null)
            {
                open.Remove(goesOn);
            }

            planned.Add(new PlannedIssue(goesOn?.Id, free));
        }

        planned.AddRange(kept.Select(k => new PlannedIssue(k.Key, k.Value)));
        return new IssuePlan(planned, open.ConvertAll(k => k.Id));
    }
}
