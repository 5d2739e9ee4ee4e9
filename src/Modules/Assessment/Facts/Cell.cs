using System.Globalization;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Assessment.Facts;

/// <summary>How many cases of one place and one unit have which mark in one month: what all figures of a month are added up from.</summary>
internal sealed record Cell : IVersioned
{
    /// <summary>Month, place and unit in one: <c>202611.339901101203.0190…</c>.</summary>
    public required string Id { get; init; }

    object IVersioned.Key => Id;

    public required int Month { get; init; }

    public required string Place { get; init; }

    public required Guid UnitId { get; init; }

    /// <summary>A number for each of <see cref="Mark"/>, in its order, parted by blanks.</summary>
    public required string Counts { get; init; }

    public int Version { get; init; } = 1;

    public static string IdOf(int month, string place, Guid unit) => string.Create(CultureInfo.InvariantCulture, $"{month}.{place}.{unit:N}");

    /// <summary>Adds up what cases of this place and unit count as in a month.</summary>
    public static Cell Of(int month, string place, Guid unit, IEnumerable<CaseFact> facts)
    {
        var counts = new Tally();
        foreach (var fact in facts)
        {
            counts.Add(fact, month);
        }

        return new Cell { Id = IdOf(month, place, unit), Month = month, Place = place, UnitId = unit, Counts = counts.ToText() };
    }
}

/// <summary>Counts of marks, added up over cells or cases.</summary>
internal sealed class Tally
{
    private readonly int[] _counts = new int[Marks.Count];

    public int this[Mark mark] => _counts[(int)mark];

    /// <summary>Cases past their limit and not closed at the end of the time looked at; no mark, since time alone makes them so.</summary>
    public int OverdueOpen { get; set; }

    public void Add(CaseFact fact, int month)
    {
        foreach (var mark in Marks.All)
        {
            _counts[(int)mark] += fact.Counts(mark, month) ? 1 : 0;
        }
    }

    /// <summary>Within a span of time that is no whole month.</summary>
    public void Add(CaseFact fact, bool acceptedWithin, bool closedWithin)
    {
        foreach (var mark in Marks.All)
        {
            _counts[(int)mark] += Marks.Has(fact.Marks, mark) && (mark.IsOfClosing() ? closedWithin : acceptedWithin) ? 1 : 0;
        }
    }

    public void Add(string counts)
    {
        var (at, number) = (0, 0);
        foreach (var c in counts)
        {
            if (c == ' ')
            {
                _counts[at++] += number;
                number = 0;
            }
            else
            {
                number = (number * 10) + (c - '0');
            }
        }

        _counts[at] += number;
    }

    public string ToText() => string.Join(' ', _counts.Select(n => n.ToString(CultureInfo.InvariantCulture)));

    public bool IsEmpty => OverdueOpen == 0 && Array.TrueForAll(_counts, n => n == 0);
}
