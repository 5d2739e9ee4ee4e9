using Fengqiao.Host.Demo.Texts;

namespace Fengqiao.Host.Demo;

/// <summary>Makes the synthetic county that a newcomer tries the platform with. Pure: no clock, no store, no files.</summary>
internal static class DemoGenerator
{
    public const int DefaultCaseCount = 3000;

    /// <param name="nowUtc">The histories of the cases end here; open cases are open at this instant.</param>
    /// <exception cref="ArgumentException"><paramref name="nowUtc"/> is not UTC.</exception>
    public static DemoCounty Generate(int seed, DateTime nowUtc, int caseCount = DefaultCaseCount)
    {
        if (nowUtc.Kind != DateTimeKind.Utc)
            throw new ArgumentException("The instant must be in UTC.", nameof(nowUtc));
        var dice = new Dice((ulong)seed);
        var places = Places.Make(dice.Fork("county"));
        var organization = Organization.Make(places, dice.Fork("staff"));
        var (categories, leaves) = TextSource.Read();
        var rules = Rules.Make(leaves, organization);
        var cases = new CaseWriter(places, organization, leaves, rules, dice.Fork("cases"), nowUtc).Write(caseCount);
        return new DemoCounty(PlaceNames.County, places.Regions, organization.Units, organization.Staff, categories, rules, cases);
    }
}
