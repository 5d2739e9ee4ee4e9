using Fengqiao.Assessment.Facts;
using Fengqiao.Assessment.Formulas;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Assessment.Indicators;

/// <summary>How an indicator is counted, from a month on. Former ones stay, so that an old month is shown as it was judged then.</summary>
internal sealed record Indicator : IVersioned
{
    public required string Id { get; init; }

    object IVersioned.Key => Id;

    /// <summary>What it is known by over all its versions, e.g. <c>on-time</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The order in which they are shown.</summary>
    public required int Position { get; init; }

    public required string Name { get; init; }

    public required string NameEn { get; init; }

    /// <summary>What it says, in words a reader of the bulletin understands.</summary>
    public required string Definition { get; init; }

    public required string DefinitionEn { get; init; }

    public required string Formula { get; init; }

    /// <summary>True for a rate, shown as a percentage; false for a number of cases.</summary>
    public required bool IsRate { get; init; }

    public required bool IsHigherBetter { get; init; }

    /// <summary>Its part of the total score in ten-thousandths; 0 for one that is shown only.</summary>
    public required int Weight { get; init; }

    /// <summary>In ten-thousandths: 9850 for 98.5 %. Null where none is set.</summary>
    public required int? Target { get; init; }

    /// <summary>Where the definition comes from, and how certain it is.</summary>
    public required string Basis { get; init; }

    /// <summary>First and last month in which it holds, as year × 100 + month.</summary>
    public required int ValidFrom { get; init; }

    public required int? ValidTo { get; init; }

    public int Version { get; init; } = 1;

    public decimal Share => (decimal)Weight / Whole;

    public decimal? Goal => (decimal?)Target / Whole;

    /// <summary>What the weights in force add up to.</summary>
    public const int Whole = 10_000;

    public string NameIn(bool english) => english ? NameEn : Name;

    public string DefinitionIn(bool english) => english ? DefinitionEn : Definition;

    public bool HoldsIn(Month month) => ValidFrom <= month.Number && !(ValidTo < month.Number);
}

/// <summary>The names a formula can use.</summary>
internal static class CountNames
{
    /// <summary>Cases past their limit and not closed when the month ended, or now where it has not.</summary>
    public const string OverdueOpen = "overdueOpen";

    public static IReadOnlySet<string> All { get; } = Marks.All.Select(Marks.NameOf).Append(OverdueOpen).ToHashSet(StringComparer.Ordinal);

    public static decimal Of(Tally tally, string name) => name == OverdueOpen ? tally.OverdueOpen : tally[Marks.Find(name)!.Value];
}

/// <summary>An indicator with its formula read.</summary>
internal sealed record ReadIndicator(Indicator Of, Formula Formula)
{
    public string Code => Of.Code;

    public Figure Figure(Tally tally)
    {
        var value = Formula.Value(name => CountNames.Of(tally, name));
        var population = Formula.Population?.Value(name => CountNames.Of(tally, name));
        return new Figure(value is { } exact ? Math.Round(exact, 6) : null, population);
    }
}

/// <summary>What an indicator says of one place or unit.</summary>
/// <param name="Value">Null, shown as "—", where there was nothing to judge.</param>
/// <param name="Population">How many cases a rate was judged by; null for a count.</param>
internal readonly record struct Figure(decimal? Value, decimal? Population)
{
    /// <summary>Under so many, chance decides more than work does: shown, but flagged and not ranked.</summary>
    public const int FewestToRank = 30;

    public bool IsSmall => Population is { } n && n < FewestToRank;
}
