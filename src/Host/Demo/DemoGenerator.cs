using Fengqiao.Host.Demo.Texts;

namespace Fengqiao.Host.Demo;

/// <summary>Makes the synthetic county that a newcomer tries the platform with. Pure: no clock, no store, no files.</summary>
internal static class DemoGenerator
{
    public const int DefaultCaseCount = 20_000;
    private const int DefaultDays = 180;

    /// <summary>A small county is young, not quiet: it has as many cases a day as the whole one, as far back as they reach.</summary>
    private const int LeastDays = 20;

    /// <param name="nowUtc">The histories of the cases end here; open cases are open at this instant.</param>
    /// <param name="days">How far back the cases reach; null lets the number of cases decide.</param>
    /// <exception cref="ArgumentException"><paramref name="nowUtc"/> is not UTC.</exception>
    public static DemoCounty Generate(int seed, DateTime nowUtc, int caseCount = DefaultCaseCount, int? days = null)
    {
        var ground = Ground.Make(seed, nowUtc);
        var reach = days ?? Math.Clamp(caseCount * DefaultDays / DefaultCaseCount, LeastDays, DefaultDays);
        var cases = ground.Writer.WriteAll(ground.Planner.Plan(caseCount, reach));
        return new DemoCounty(PlaceNames.County, ground.Places.Regions, ground.Organization.Units, ground.Organization.Staff, ground.Categories, ground.Rules, cases);
    }
}

/// <summary>The county without its cases: places, people, rules, and those who make cases up. The same seed gives the same.</summary>
internal sealed record Ground(
    Places Places, Organization Organization, IReadOnlyList<DemoCategory> Categories, IReadOnlyList<Leaf> Leaves, IReadOnlyList<DemoRule> Rules, CasePlanner Planner, CaseWriter Writer)
{
    /// <param name="nowUtc">When the county's past ends.</param>
    /// <exception cref="ArgumentException"><paramref name="nowUtc"/> is not UTC.</exception>
    public static Ground Make(int seed, DateTime nowUtc)
    {
        if (nowUtc.Kind != DateTimeKind.Utc)
            throw new ArgumentException("The instant must be in UTC.", nameof(nowUtc));
        var dice = new Dice((ulong)seed);
        var places = Places.Make(dice.Fork("county"));
        var organization = Organization.Make(places, dice.Fork("staff"));
        var (categories, leaves) = TextSource.Read();
        var rules = Demo.Rules.Make(leaves, organization);
        var almanac = new Almanac(dice.Fork("sky"));
        var planner = new CasePlanner(places, organization, leaves, almanac, dice.Fork("plan"), nowUtc);
        return new Ground(places, organization, categories, leaves, rules, planner, new CaseWriter(organization, rules, almanac, dice.Fork("cases"), nowUtc));
    }
}
