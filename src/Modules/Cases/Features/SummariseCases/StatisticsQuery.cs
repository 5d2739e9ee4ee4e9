using System.Globalization;
using Fengqiao.Cases.Storage;
using Fengqiao.Web.Navigation;

namespace Fengqiao.Cases.Features.SummariseCases;

/// <summary>What the statistics page and what hangs on it are narrowed by, as it stands in the address.</summary>
public sealed record StatisticsQuery
{
    public string? State { get; init; }

    public string? Category { get; init; }

    public string? Channel { get; init; }

    public string? Region { get; init; }

    public string? Unit { get; init; }

    public string? Overdue { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    /// <summary>What shades the map, as name and value of a filter: <c>state:closed</c>. Blank: all cases.</summary>
    public string? Shade { get; init; }

    /// <summary>xlsx or csv, for the export.</summary>
    public string? Format { get; init; }

    internal CaseFilter Filter => new()
    {
        State = State, Category = Category, Channel = Channel, Region = Region, Unit = Unit, From = From, To = To,
        Overdue = Overdue switch { "true" => true, "false" => false, _ => null },
    };

    internal (string Name, string? Value)[] InForce =>
        [("from", From), ("to", To), ("region", Region), ("category", Category), ("channel", Channel), ("unit", Unit), ("state", State), ("overdue", Overdue)];

    /// <summary>The list of exactly the cases a figure counts: what is in force, and one value more.</summary>
    internal string List(params ReadOnlySpan<(string Name, string? Value)> more) => Links.With(Links.With("/cases", InForce), more);

    /// <summary>This page's own address with some values replaced.</summary>
    internal string Page(params ReadOnlySpan<(string Name, string? Value)> changes) =>
        Links.With(Links.With(Links.With("/statistics", InForce), ("shade", Shade)), changes);

    /// <summary>First and last day, where both are given and in order.</summary>
    internal (DateOnly First, DateOnly Last)? Window =>
        Day(From) is { } first && Day(To) is { } last && first <= last && last.DayNumber - first.DayNumber < 3660 ? (first, last) : null;

    /// <summary>The same for other days.</summary>
    internal StatisticsQuery On(DateOnly first, DateOnly last) => this with { From = Text(first), To = Text(last) };

    /// <summary>Narrowed by what shades the map, unless it is narrowed by that already.</summary>
    internal StatisticsQuery Shaded => ShadeName switch
    {
        "state" => this with { State = State ?? ShadeValue },
        "category" => this with { Category = Category ?? ShadeValue },
        "channel" => this with { Channel = Channel ?? ShadeValue },
        "unit" => this with { Unit = Unit ?? ShadeValue },
        "overdue" => this with { Overdue = Overdue ?? ShadeValue },
        _ => this,
    };

    private string? ShadeName => Shade?.Split(':') is [var name, _] ? name : null;

    private string? ShadeValue => Shade?.Split(':') is [_, var value] ? value : null;

    internal static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 2200 ? day : null;
}
