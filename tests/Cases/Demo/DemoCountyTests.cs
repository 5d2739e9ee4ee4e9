using Fengqiao.Host.Demo;
using Fengqiao.Host.Demo.Geography;

namespace Fengqiao.Cases.Tests.Demo;

public sealed class DemoCountyTests
{
    private static readonly DateTime Now = new(2026, 9, 16, 2, 30, 0, DateTimeKind.Utc);
    private const int Size = 4000;
    private static readonly DemoCounty County = DemoGenerator.Generate(7, Now, Size);
    private static readonly Dictionary<string, DemoRegion> Regions = County.Regions.ToDictionary(region => region.Code);

    // Written from the specification of the loop, not from the generator.
    private static readonly Dictionary<(string State, string Move), string> Legal = new()
    {
        [("", "register")] = "registered",
        [("registered", "answer")] = "closed",
        [("registered", "refuse")] = "refused",
        [("registered", "merge")] = "merged",
        [("registered", "dispatch")] = "dispatched",
        [("registered", "withdraw")] = "withdrawn",
        [("registered", "pass-up")] = "registered",
        [("registered", "pass-down")] = "registered",
        [("dispatched", "withdraw")] = "withdrawn",
        [("dispatched", "sign")] = "signed",
        [("dispatched", "request-return")] = "return-requested",
        [("signed", "request-return")] = "return-requested",
        [("return-requested", "approve-return")] = "registered",
        [("return-requested", "refuse-return")] = "dispatched",
        [("signed", "contact")] = "signed",
        [("handling", "contact")] = "handling",
        [("signed", "progress")] = "handling",
        [("handling", "progress")] = "handling",
        [("handling", "submit")] = "submitted",
        [("submitted", "send-back")] = "handling",
        [("submitted", "verify")] = "verified",
        [("verified", "call-back")] = "called-back",
        [("called-back", "send-back")] = "handling",
        [("called-back", "close")] = "closed",
        [("closed", "reopen")] = "registered",
        [("closed", "rate")] = "closed",
    };

    [Fact]
    public void Generate_Always_HasTheSizesOfTheDemoCounty()
    {
        County.Regions.CountBy(region => region.Level).ToDictionary().ShouldBe(
            new Dictionary<string, int> { ["county"] = 1, ["town"] = 16, ["village"] = 300, ["grid"] = 1500 }, ignoreOrder: true);
        County.Units.Count.ShouldBe(40);
        County.Staff.Count(staff => !staff.IsShowcase).ShouldBe(200);
        County.Cases.Count.ShouldBe(Size);
        County.Categories.CountBy(category => category.Code.Length).ToDictionary()
            .ShouldBe(new Dictionary<int, int> { [2] = 10, [4] = 41, [6] = 123 }, ignoreOrder: true);
    }

    [Fact]
    public void Generate_Always_GivesCodesThatNestAndAreUnique()
    {
        Regions.Count.ShouldBe(County.Regions.Count);
        foreach (var region in County.Regions.Where(region => region.ParentCode is not null))
        {
            region.Code.ShouldStartWith(region.ParentCode!);
            Regions.ShouldContainKey(region.ParentCode!);
        }
        County.Regions.Select(region => region.Code.Length).Distinct().ShouldBe([6, 9, 12, 15], ignoreOrder: true);
        County.Regions.GroupBy(region => (region.ParentCode, region.Name)).ShouldAllBe(same => same.Count() == 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Tiles_OfEveryLevel_CoverTheCountyWithoutGapOrOverlap(int seed)
    {
        var county = DemoGenerator.Generate(seed, Now, caseCount: 1);
        var whole = Rings.Area(county.Regions[0].Ring);
        foreach (var level in county.Regions.GroupBy(region => region.Level))
        {
            level.ShouldAllBe(region => Rings.Area(region.Ring) > 0);
            (Math.Abs(level.Sum(region => Rings.Area(region.Ring)) - whole) / whole).ShouldBeLessThan(1e-9);

            // Every side of a tile is the side of one neighbour the other way round, or lies on the border of the county.
            var border = Sides(county.Regions[0].Ring).ToHashSet();
            var sides = level.SelectMany(region => Sides(region.Ring)).ToArray();
            var known = sides.ToHashSet();
            known.Count.ShouldBe(sides.Length);
            foreach (var (from, to) in sides)
                (known.Contains((to, from)) != border.Contains((from, to))).ShouldBeTrue();
            border.ShouldAllBe(side => known.Contains(side));
        }
    }

    [Fact]
    public void Rings_OfGrids_DoNotCrossThemselves()
    {
        foreach (var grid in County.Regions.Where(region => region.Level == DemoLevels.Grid))
            Crosses(grid.Ring).ShouldBeFalse(grid.Code);
    }

    [Fact]
    public void Cases_Always_LieInTheirGrid()
    {
        foreach (var item in County.Cases)
            Rings.Contains(Regions[item.GridCode].Ring, item.Point).ShouldBeTrue(item.ExternalId);
    }

    [Fact]
    public void Cases_Always_FollowTheMovesOfTheLoop()
    {
        foreach (var item in County.Cases)
        {
            var state = "";
            var previous = DateTime.MinValue;
            var final = false;
            foreach (var step in item.Steps)
            {
                Legal.TryGetValue((state, step.Move), out var next).ShouldBeTrue($"{item.ExternalId}: {step.Move} in {state}");
                state = next;
                step.At.ShouldBeGreaterThan(previous, $"{item.ExternalId}: {step.Move}");
                previous = step.At;
                (final && step.Move == "request-return").ShouldBeFalse($"{item.ExternalId} returns a final dispatch");
                final |= step.Move == "refuse-return";
            }
            item.State.ShouldBe(state);
            item.ReceivedAt.ShouldBe(item.Steps[0].At);
            previous.ShouldBeLessThan(Now);
        }
    }

    [Fact]
    public void Cases_Together_ShowEveryStateAndMove()
    {
        County.Cases.Select(item => item.State).Distinct().ShouldBe(Legal.Values.Distinct(), ignoreOrder: true);
        County.Cases.SelectMany(item => item.Steps).Select(step => step.Move).Distinct().ShouldBe(Legal.Keys.Select(key => key.Move).Distinct(), ignoreOrder: true);
        County.Cases.Count(item => item.State == "closed").ShouldBeInRange(Size * 75 / 100, Size * 92 / 100);
    }

    [Fact]
    public void Steps_Always_AreMadeByStaffWithThatPost()
    {
        var posts = County.Staff.SelectMany(staff => staff.Posts.Select(post => (staff.Account, post.RoleCode, post.UnitCode))).ToHashSet();
        foreach (var step in County.Cases.SelectMany(item => item.Steps).Where(step => step.Account is not null))
            posts.ShouldContain((step.Account!, step.Role, step.UnitCode!));
        foreach (var item in County.Cases)
        {
            var handlers = item.Steps.Where(step => step.Move == "submit").Select(step => step.Account).ToHashSet();
            item.Steps.Where(step => step.Move == "verify").ShouldAllBe(step => !handlers.Contains(step.Account));
        }
    }

    [Fact]
    public void Showcase_Accounts_MeetOnTheSameCases()
    {
        var moves = County.Cases.SelectMany(item => item.Steps.Select(step => (item, step))).Where(pair => pair.step.Account is not null)
            .ToLookup(pair => pair.step.Account!, pair => pair.item.ExternalId);
        string[] working = [DemoRoles.GridWorker, DemoRoles.TownDispatcher, DemoRoles.CountyDispatcher, DemoRoles.Handler, DemoRoles.Verifier, DemoRoles.CallBack];
        working.ShouldAllBe(account => moves[account].Distinct().Count() >= 10);
        moves[DemoRoles.GridWorker].Intersect(moves[DemoRoles.Handler]).ShouldNotBeEmpty();
    }

    [Fact]
    public void Merged_Cases_PointToAnEarlierCaseOfTheSameKind()
    {
        var cases = County.Cases.ToDictionary(item => item.ExternalId);
        foreach (var item in County.Cases.Where(item => item.State == "merged"))
        {
            var first = cases[item.Steps[^1].MergedInto!];
            first.ReceivedAt.ShouldBeLessThan(item.ReceivedAt);
            (first.CategoryCode, first.GridCode).ShouldBe((item.CategoryCode, item.GridCode));
        }
    }

    [Fact]
    public void Texts_Always_ReadLikeTexts()
    {
        foreach (var item in County.Cases)
        {
            item.Description.Length.ShouldBeInRange(20, 400, item.ExternalId);
            item.Title.Length.ShouldBeInRange(5, 45, item.ExternalId);
            foreach (var text in item.Steps.Select(step => step.Text + step.Route).Prepend(item.Title + item.Description + item.Address))
                text.IndexOfAny(['{', '}', '[', ']', '|', '~', ' ']).ShouldBe(-1, text);
        }
        County.Cases.DistinctBy(item => item.Title).Count().ShouldBeGreaterThan(County.Cases.Count * 80 / 100);
        County.Cases.DistinctBy(item => item.Description).Count().ShouldBeGreaterThan(County.Cases.Count * 99 / 100);
    }

    [Fact]
    public void Texts_Together_AreShortAndLong()
    {
        var lengths = County.Cases.Select(item => item.Description.Length).ToArray();
        lengths.Average().ShouldBeInRange(90, 150);
        lengths.Count(length => length < 50).ShouldBeGreaterThan(Size / 10);
        lengths.Count(length => length > 200).ShouldBeGreaterThan(Size / 12);
        lengths.Max().ShouldBeGreaterThan(330);
    }

    [Fact]
    public void Rules_ForEveryLeafAndGrid_NameAUnit()
    {
        var units = County.Units.Select(unit => unit.Code).ToHashSet();
        var towns = County.Regions.Where(region => region.Level == DemoLevels.Town).ToArray();
        foreach (var leaf in County.Categories.Where(category => category.Limit is not null))
        {
            leaf.Keywords.Count.ShouldBeInRange(3, 8, leaf.Code);
            foreach (var town in towns)
                units.ShouldContain(Rules.Find(County.Rules, leaf.Code, town.Code).LeadUnitCode);
        }
    }

    [Fact]
    public void Generate_WithTheSameSeed_GivesTheSameCounty()
    {
        Print(DemoGenerator.Generate(7, Now, Size)).ShouldBe(Print(County));
        Print(DemoGenerator.Generate(8, Now, Size)).ShouldNotBe(Print(County));
    }

    private static string Print(DemoCounty county) => System.Text.Json.JsonSerializer.Serialize(county);

    private static IEnumerable<(GeoPoint From, GeoPoint To)> Sides(IReadOnlyList<GeoPoint> ring) =>
        Enumerable.Range(0, ring.Count - 1).Select(index => (ring[index], ring[index + 1]));

    private static bool Crosses(IReadOnlyList<GeoPoint> ring)
    {
        var last = ring.Count - 2;
        for (var one = 0; one <= last; one++)
        {
            for (var other = one + 2; other <= last; other++)
            {
                if (!(one == 0 && other == last) && Cross(ring[one], ring[one + 1], ring[other], ring[other + 1]))
                    return true;
            }
        }
        return false;
    }

    private static bool Cross(GeoPoint a, GeoPoint b, GeoPoint c, GeoPoint d) =>
        Turn(a, b, c) * Turn(a, b, d) <= 0 && Turn(c, d, a) * Turn(c, d, b) <= 0;

    private static double Turn(GeoPoint a, GeoPoint b, GeoPoint c) =>
        (b.Longitude - a.Longitude) * (c.Latitude - a.Latitude) - (b.Latitude - a.Latitude) * (c.Longitude - a.Longitude);
}
