using Fengqiao.Host.Demo.Texts;

namespace Fengqiao.Host.Demo;

/// <summary>Dispatch rules as a county would write them: by group of categories, exceptions for leaves, towns where towns lead.</summary>
internal static class Rules
{
    // Matters for which the county has set its own limit.
    private static readonly Dictionary<string, DemoLimit> OwnLimits = new()
    {
        ["040101"] = new DemoLimit(12, 12, 10, DemoLimitUnits.NaturalDay),
        ["080103"] = new DemoLimit(8, 8, 5, DemoLimitUnits.WorkingDay),
        ["100301"] = new DemoLimit(1, 2, 24, DemoLimitUnits.Hour),
    };

    public static List<DemoRule> Make(IReadOnlyList<Leaf> leaves, Organization organization)
    {
        var rules = new List<DemoRule>();
        var centres = organization.Units.Where(unit => unit.Kind == DemoUnitKinds.TownCentre).ToArray();
        foreach (var group in leaves.GroupBy(leaf => leaf.Category.Code[..4]))
        {
            var usual = group.GroupBy(leaf => leaf.Lead).MaxBy(same => same.Count())!.First();
            Add(group.Key, usual, null);
            foreach (var leaf in group)
            {
                var limit = OwnLimits.GetValueOrDefault(leaf.Category.Code);
                if (leaf.Lead != usual.Lead || limit is not null)
                    Add(leaf.Category.Code, leaf, limit);
            }
        }
        // Where a village has its own station, quarrels between neighbours stay in the village.
        foreach (var station in organization.Units.Where(unit => unit.Kind == DemoUnitKinds.VillageStation))
            rules.Add(new DemoRule("0902", station.RegionCode, station.Code, [Organization.TownCentre(station.RegionCode)], null));
        return rules;

        void Add(string prefix, Leaf leaf, DemoLimit? limit)
        {
            string[] assisting = leaf.Assist is null or TextSource.TownCentre || leaf.Assist == leaf.Lead ? [] : [leaf.Assist];
            if (leaf.Lead != TextSource.TownCentre)
                rules.Add(new DemoRule(prefix, PlaceNames.CountyCode, leaf.Lead, assisting, limit));
            else
                rules.AddRange(centres.Select(centre => new DemoRule(prefix, centre.RegionCode, centre.Code, assisting, limit)));
        }
    }

    /// <summary>The rule that decides: longest category prefix first, then longest region prefix.</summary>
    public static DemoRule Find(IEnumerable<DemoRule> rules, string category, string region) => rules
        .Where(rule => category.StartsWith(rule.CategoryPrefix, StringComparison.Ordinal) && region.StartsWith(rule.RegionPrefix, StringComparison.Ordinal))
        .MaxBy(rule => rule.CategoryPrefix.Length * 100 + rule.RegionPrefix.Length)!;
}
