using Fengqiao.Platform.Persistence;

namespace Fengqiao.Organization.Domain;

/// <summary>A day that departs from the Monday-to-Friday rule, and the yearly notice that says so.</summary>
internal sealed record CalendarEntry : IVersioned
{
    public required DateOnly Date { get; init; }

    object IVersioned.Key => Date;

    public required bool IsWorking { get; init; }

    /// <summary>The holiday it belongs to.</summary>
    public string? Name { get; init; }

    /// <summary>Year of the notice; its first days may lie in the December before.</summary>
    public required int NoticeYear { get; init; }

    public int Version { get; init; } = 1;
}

/// <summary>A year whose notice has been loaded in full.</summary>
internal sealed class CalendarYear
{
    public required int Year { get; init; }

    /// <summary>The year next to this one that would be missing between it and the others; null where none is.</summary>
    /// <param name="known">Years entered before; a year may come before them only without a gap.</param>
    /// <param name="all">Those and the ones that come with this one.</param>
    public static int? GapBeside(IReadOnlySet<int> known, IReadOnlySet<int> all, int year) =>
        all.Any(y => y < year) && !all.Contains(year - 1) ? year - 1
        : known.Any(y => y > year) && !all.Contains(year + 1) ? year + 1
        : null;
}
