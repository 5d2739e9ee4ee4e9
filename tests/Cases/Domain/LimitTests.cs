using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;

namespace Fengqiao.Cases.Tests.Domain;

/// <summary>Which limit applies, and what colour what is left of it has.</summary>
public sealed class LimitTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    private static readonly LimitRule[] General =
        [Rule("s", LimitKind.Sign, 4), Rule("f", LimitKind.FirstContact, 24), Rule("c", LimitKind.Close, 168)];

    [Fact]
    public void For_WhenSeveralFit_UrgencyGoesBeforeCategoryBeforeChannelBeforeTheGeneral()
    {
        LimitRule[] rules =
        [
            .. General,
            Rule("channel", LimitKind.Close, 72, channel: Channel.Hotline),
            Rule("category", LimitKind.Close, 48, category: "03"),
            Rule("longer", LimitKind.Close, 36, category: "0302"),
            Rule("both", LimitKind.Close, 30, category: "0302", channel: Channel.Hotline),
            Rule("urgent", LimitKind.Close, 2, urgency: Urgency.Critical),
        ];
        Close(rules, null, Channel.Window).ShouldBe(168);
        Close(rules, null, Channel.Hotline).ShouldBe(72);
        Close(rules, "04", Channel.Hotline).ShouldBe(72);
        Close(rules, "03", Channel.Hotline).ShouldBe(48);
        Close(rules, "0301", Channel.Window).ShouldBe(48);
        Close(rules, "0302", Channel.Window).ShouldBe(36);
        Close(rules, "030201", Channel.Hotline).ShouldBe(30);
        Close(rules, "0302", Channel.Hotline, Urgency.Critical).ShouldBe(2);
        Close(rules, "0302", Channel.Window, Urgency.Urgent).ShouldBe(36);
    }

    [Fact]
    public void For_WhenTheDispatchRuleHasALimit_ItGoesFirstForClosingOnly_ButNotBeforeUrgency()
    {
        LimitRule[] rules = [.. General, Rule("urgent", LimitKind.Close, 2, urgency: Urgency.Critical)];
        var dispatch = Dispatch("d", closeAmount: 15);
        var limits = LimitFinder.For(rules, null, Channel.Api, Urgency.Normal, Today, dispatch);
        (limits.Close.Amount, limits.Close.Unit).ShouldBe((15, DeadlineUnit.NaturalDay));
        (limits.Sign.Amount, limits.FirstContact.Amount).ShouldBe((4, 24));
        LimitFinder.For(rules, null, Channel.Api, Urgency.Critical, Today, dispatch).Close.Amount.ShouldBe(2);
    }

    [Fact]
    public void For_WhenARuleIsNotYetOrNoLongerInForce_LeavesItOut()
    {
        LimitRule[] rules =
        [
            .. General,
            Rule("old", LimitKind.Close, 1, category: "03", from: new(2020, 1, 1), to: Today.AddDays(-1)),
            Rule("new", LimitKind.Close, 2, category: "03", from: Today.AddDays(1)),
        ];
        Close(rules, "03", Channel.Api).ShouldBe(168);
        Close([.. rules, Rule("today", LimitKind.Close, 3, category: "03", from: Today, to: Today)], "03", Channel.Api).ShouldBe(3);
    }

    [Fact]
    public void For_WhenTwoAreAlike_TheNewerApplies()
    {
        LimitRule[] rules = [.. General, Rule("a", LimitKind.Close, 10, category: "03", from: new(2024, 1, 1)), Rule("b", LimitKind.Close, 20, category: "03", from: new(2025, 1, 1))];
        Close(rules, "03", Channel.Api).ShouldBe(20);
    }

    [Theory]
    [InlineData(90, 0, LimitColour.Green)]
    [InlineData(90, 60 * 60 - 1, LimitColour.Green)]
    [InlineData(90, 60 * 60, LimitColour.Yellow)]
    [InlineData(90, 81 * 60 - 1, LimitColour.Yellow)]
    [InlineData(90, 81 * 60, LimitColour.Orange)]
    [InlineData(90, 90 * 60, LimitColour.Orange)]
    [InlineData(90, 90 * 60 + 1, LimitColour.Red)]
    [InlineData(12, 9 * 60, LimitColour.Yellow)]
    [InlineData(12, 10 * 60 - 1, LimitColour.Yellow)]
    [InlineData(12, 10 * 60, LimitColour.Orange)]
    public void Of_AtItsBoundaries_HasTheColourOfWhatIsLeft(int limitHours, int minutesGone, LimitColour expected)
    {
        var start = World.Monday;
        LimitColours.Of(start, start.AddHours(limitHours), start.AddMinutes(minutesGone)).ShouldBe(expected);
    }

    [Fact]
    public void Of_WhenNoLimitRuns_IsNone() => LimitColours.Of(World.Monday, null, World.Monday).ShouldBe(LimitColour.None);

    [Fact]
    public void For_Dispatch_PrefersTheLongerCategoryThenTheSmallerRegion()
    {
        DispatchRule[] rules =
        [
            Dispatch("all"),
            Dispatch("town", region: World.Town),
            Dispatch("category", category: "03"),
            Dispatch("category-town", category: "03", region: World.Town),
            Dispatch("category-village", category: "03", region: World.Village),
            Dispatch("longer", category: "0302"),
        ];
        Unit(rules, null, World.OtherVillage).ShouldBe("all");
        Unit(rules, null, World.Grid).ShouldBe("town");
        Unit(rules, "03", World.OtherVillage).ShouldBe("category");
        Unit(rules, "0301", World.Grid).ShouldBe("category-village");
        Unit(rules, "0301", World.Town).ShouldBe("category-town");
        Unit(rules, "0302", World.Grid).ShouldBe("longer");
    }

    [Fact]
    public void For_Dispatch_LeavesOutWhatIsNotInForce()
    {
        Unit([Dispatch("past", to: Today.AddDays(-1)), Dispatch("future", from: Today.AddDays(1))], null, World.Grid).ShouldBeNull();
        Unit([Dispatch("last-day", to: Today), Dispatch("past", category: "03", to: Today.AddDays(-1))], "03", World.Grid).ShouldBe("last-day");
    }

    private static int Close(LimitRule[] rules, string? category, Channel channel, Urgency urgency = Urgency.Normal) =>
        LimitFinder.For(rules, category, channel, urgency, Today, null).Close.Amount;

    private static string? Unit(DispatchRule[] rules, string? category, string place) => DispatchFinder.For(rules, category, place, Today)?.Code;

    private static LimitRule Rule(string code, LimitKind kind, int amount, string category = "", Channel? channel = null, Urgency? urgency = null, DateOnly? from = null, DateOnly? to = null) => new()
    {
        Code = code, Kind = kind, CategoryPrefix = category, Channel = channel, Urgency = urgency, Amount = amount,
        Unit = DeadlineUnit.Hour, RollsOverRestDays = false, Basis = "test", ValidFrom = from ?? new DateOnly(2020, 1, 1), ValidTo = to,
    };

    private static DispatchRule Dispatch(string code, string category = "", string region = "", int? closeAmount = null, DateOnly? from = null, DateOnly? to = null) => new()
    {
        Code = code, CategoryPrefix = category, RegionPrefix = region, LeadUnit = "D01", AssistingUnits = "", CloseAmount = closeAmount,
        CloseUnit = closeAmount is null ? null : DeadlineUnit.NaturalDay, ValidFrom = from ?? new DateOnly(2020, 1, 1), ValidTo = to,
    };
}
