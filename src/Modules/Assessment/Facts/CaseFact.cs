using Fengqiao.Contracts.Cases;
using Fengqiao.Kernel;

namespace Fengqiao.Assessment.Facts;

/// <summary>One case as it is counted now. A row is written anew whenever the case changes; what it says follows from the case alone.</summary>
internal sealed record CaseFact
{
    public required Guid Id { get; init; }

    public required long Sequence { get; init; }

    public required string Place { get; init; }

    /// <summary><see cref="Guid.Empty"/> where no unit answers for it.</summary>
    public required Guid UnitId { get; init; }

    public required DateTime AcceptedUtc { get; init; }

    /// <summary>Year × 100 + month, in the county's time.</summary>
    public required int AcceptedMonth { get; init; }

    /// <summary>Null where it was not closed.</summary>
    public required DateTime? ClosedUtc { get; init; }

    public required int? ClosedMonth { get; init; }

    /// <summary>When its closing limit ends; null where none runs and where it was kept: what remains is late from then on until it is closed.</summary>
    public required DateTime? LateFromUtc { get; init; }

    public required long Marks { get; init; }

    public static CaseFact Of(CaseFacts facts, CountyClock clock)
    {
        var marks = Facts.Marks.Of(facts);
        var closed = Facts.Marks.Has(marks, Mark.Closed) ? facts.EndedUtc : null;
        var isLeftOut = !Facts.Marks.Has(marks, Mark.Accepted);
        return new CaseFact
        {
            Id = facts.Id,
            Sequence = facts.Sequence,
            Place = facts.Place.Value,
            UnitId = facts.UnitId ?? Guid.Empty,
            AcceptedUtc = facts.AcceptedUtc,
            AcceptedMonth = Month.Of(facts.AcceptedUtc, clock).Number,
            ClosedUtc = closed,
            ClosedMonth = closed is { } at ? Month.Of(at, clock).Number : null,
            LateFromUtc = isLeftOut || facts.StoppedUtc <= facts.DueUtc ? null : facts.DueUtc,
            Marks = marks,
        };
    }

    /// <summary>The months in which it counts as something.</summary>
    public IEnumerable<int> Months => ClosedMonth is { } closed && closed != AcceptedMonth ? [AcceptedMonth, closed] : [AcceptedMonth];

    /// <summary>Whether it has the mark, and has it in that month.</summary>
    public bool Counts(Mark mark, int month) => Facts.Marks.Has(Marks, mark) && month == (mark.IsOfClosing() ? ClosedMonth : AcceptedMonth);
}

/// <summary>A calendar month in the county.</summary>
/// <param name="Number">Year × 100 + month, e.g. 202611.</param>
internal readonly record struct Month(int Number)
{
    public DateOnly First => new(Number / 100, Number % 100, 1);

    public DateOnly Last => First.AddMonths(1).AddDays(-1);

    /// <summary>2026-11.</summary>
    public string Text => First.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);

    public static Month Of(DateTime utc, CountyClock clock) => Of(DateOnly.FromDateTime(clock.ToLocal(utc)));

    public static Month Of(DateOnly day) => new((day.Year * 100) + day.Month);

    public static Month? Parse(string? text) =>
        DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) ? Of(day) : null;

    public Month Add(int months) => Of(First.AddMonths(months));
}
