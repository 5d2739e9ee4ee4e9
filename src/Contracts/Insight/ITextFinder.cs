namespace Fengqiao.Contracts.Insight;

/// <summary>What a passage of a text tells.</summary>
public enum FindKind
{
    /// <summary>A day, month or year, or a span of them.</summary>
    When,
    Place,

    /// <summary>A sum of money.</summary>
    Sum,

    /// <summary>A count of people or households.</summary>
    People,
    Organisation,

    /// <summary>A number that belongs to a person and need not stand in a text.</summary>
    Number,
}

/// <summary>A passage that tells something.</summary>
/// <param name="Start">Of the text as it was given, in UTF-16 units; finds never overlap.</param>
/// <param name="Value">
/// When: <c>2026-05-03</c>, or first and last day with a slash between. Sum: yuan with a point, e.g. <c>3500</c>. People: a number, with 户 behind it for households.
/// Place and organisation: the name. Number: its kind, e.g. <c>mobile</c>, never the number.
/// </param>
public sealed record TextFind(FindKind Kind, int Start, int Length, string Value);

/// <summary>Finds who, where, when and how much in what people wrote. Pure but for the names of the county's regions; safe for any text, in linear time.</summary>
public interface ITextFinder
{
    /// <summary>So much of a text is read.</summary>
    const int Most = 100_000;

    /// <param name="received">The day the text came in: yesterday is the day before it.</param>
    /// <returns>In the order of the text.</returns>
    IReadOnlyList<TextFind> Find(string text, DateOnly received);

    /// <summary>The text with the middle of each number of a person replaced by asterisks; all else stays, and so does the length.</summary>
    string MaskNumbers(string text);
}
