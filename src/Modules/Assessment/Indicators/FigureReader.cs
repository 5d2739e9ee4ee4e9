using Fengqiao.Assessment.Facts;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Assessment.Indicators;

/// <summary>By what figures are told apart.</summary>
internal enum Dimension
{
    Town,
    Village,
    Grid,
    Unit,
}

/// <summary>A place or unit with what was counted there.</summary>
/// <param name="Key">Region code, or code of the unit.</param>
internal sealed record CountedPart(string Key, string Name, Tally Tally);

/// <summary>A span of days and what was counted in it.</summary>
/// <param name="Whole">Everything the reader may count.</param>
internal sealed record CountedSpan(DateOnly First, DateOnly Last, Tally Whole, IReadOnlyList<CountedPart> Parts);

/// <summary>A case behind a count, and where it belongs.</summary>
internal sealed record CountedCase(Guid Id, long Sequence, string Place, Guid UnitId);

/// <summary>
/// Adds up what was counted, within the places whose figures the person acting may read. Whole months come from cells; a month that is not over,
/// and the equally long spans it is compared with, from the rows of their cases.
/// </summary>
internal sealed class FigureReader(FengqiaoDb db, IRegionDirectory regions, IUnitDirectory units, CountyClock clock, CurrentActor current)
{
    /// <summary>The widest places whose figures the actor may read; empty where none.</summary>
    public IReadOnlyList<RegionCode> Areas()
    {
        var all = current.Actor.PostsWith(Rights.StatisticsRead).Select(p => p.Region).Distinct().ToList();
        return [.. all.Where(r => !all.Exists(other => other != r && other.Contains(r)))];
    }

    public bool IsOver(Month month) => clock.Today > month.Last;

    /// <summary>The month, up to today where it is not over.</summary>
    /// <param name="by">Null counts the whole only.</param>
    public Task<CountedSpan> MonthAsync(Month month, Dimension? by, CancellationToken ct) =>
        IsOver(month) ? WholeMonthAsync(month, by, Areas(), ct) : SpanAsync(month.First, clock.Today, by, Areas(), ct);

    /// <summary>The month for the county, whoever asks: for what everybody may read.</summary>
    public Task<CountedSpan> OfCountyAsync(Month month, Dimension? by, CancellationToken ct)
    {
        IReadOnlyList<RegionCode> county = regions.County is { } known ? [known.Code] : [];
        return IsOver(month) ? WholeMonthAsync(month, by, county, ct) : SpanAsync(month.First, clock.Today, by, county, ct);
    }

    /// <summary>The equally long span of another month: the same days of it.</summary>
    public Task<CountedSpan> SameDaysAsync(Month month, Month of, CancellationToken ct)
    {
        if (IsOver(month))
        {
            return WholeMonthAsync(of, null, Areas(), ct);
        }

        var days = clock.Today.DayNumber - month.First.DayNumber;
        var last = of.First.AddDays(days);
        return SpanAsync(of.First, last < of.Last ? last : of.Last, null, Areas(), ct);
    }

    private async Task<CountedSpan> WholeMonthAsync(Month month, Dimension? by, IReadOnlyList<RegionCode> areas, CancellationToken ct)
    {
        var sum = new Sum(by, regions, units);
        foreach (var (from, to) in areas.Select(a => a.Range))
        {
            var cells = await db.Set<Cell>()
                .Where(c => c.Month == month.Number && string.Compare(c.Place, from) >= 0 && string.Compare(c.Place, to) < 0)
                .Select(c => new { c.Place, c.UnitId, c.Counts })
                .ToListAsync(ct);
            foreach (var cell in cells)
            {
                sum.Add(cell.Place, cell.UnitId, tally => tally.Add(cell.Counts));
            }
        }

        await AddOverdueAsync(sum, month.Last, areas, ct);
        return new CountedSpan(month.First, month.Last, sum.Whole, sum.Parts());
    }

    private async Task<CountedSpan> SpanAsync(DateOnly first, DateOnly last, Dimension? by, IReadOnlyList<RegionCode> areas, CancellationToken ct)
    {
        var (fromUtc, toUtc) = (clock.DayRange(first).FromUtc, clock.DayRange(last).ToUtc);
        var sum = new Sum(by, regions, units);
        foreach (var (from, to) in areas.Select(a => a.Range))
        {
            var facts = await db.Set<CaseFact>()
                .Where(f => ((f.AcceptedUtc >= fromUtc && f.AcceptedUtc < toUtc) || (f.ClosedUtc >= fromUtc && f.ClosedUtc < toUtc))
                    && string.Compare(f.Place, from) >= 0 && string.Compare(f.Place, to) < 0)
                .ToListAsync(ct);
            foreach (var fact in facts)
            {
                var (accepted, closed) = (fact.AcceptedUtc >= fromUtc && fact.AcceptedUtc < toUtc, fact.ClosedUtc >= fromUtc && fact.ClosedUtc < toUtc);
                sum.Add(fact.Place, fact.UnitId, tally => tally.Add(fact, accepted, closed));
            }
        }

        await AddOverdueAsync(sum, last, areas, ct);
        return new CountedSpan(first, last, sum.Whole, sum.Parts());
    }

    /// <summary>Past the limit and not closed when the day ended, or now where it has not: late cases are few, so they are counted one by one.</summary>
    private async Task AddOverdueAsync(Sum sum, DateOnly last, IReadOnlyList<RegionCode> areas, CancellationToken ct)
    {
        foreach (var one in await OverdueAsync(last, areas, ct))
        {
            sum.Add(one.Place, one.UnitId, tally => tally.OverdueOpen++);
        }
    }

    /// <summary>The cases that were overdue and open then. Told apart by place in memory: the store would walk all cases of the place, where late ones are few.</summary>
    public async Task<IReadOnlyList<CountedCase>> OverdueAsync(DateOnly last, IReadOnlyList<RegionCode> areas, CancellationToken ct)
    {
        var at = AsOf(last);
        var late = await db.Set<CaseFact>()
            .Where(f => f.LateFromUtc < at && (f.ClosedUtc == null || f.ClosedUtc >= at))
            .Select(f => new CountedCase(f.Id, f.Sequence, f.Place, f.UnitId))
            .ToListAsync(ct);
        return late.FindAll(f => areas.Any(a => RegionCode.TryParse(f.Place, out var place) && a.Contains(place)));
    }

    private DateTime AsOf(DateOnly last) => clock.DayRange(last).ToUtc is var end && end < clock.UtcNow ? end : clock.UtcNow;

    /// <summary>Sums by part as they come.</summary>
    private sealed class Sum(Dimension? by, IRegionDirectory regions, IUnitDirectory units)
    {
        private readonly Dictionary<string, Tally> _parts = new(StringComparer.Ordinal);

        public Tally Whole { get; } = new();

        public void Add(string place, Guid unit, Action<Tally> add)
        {
            add(Whole);
            if (by is { } dimension && PartKey.Of(dimension, place, unit, units) is { } key)
            {
                if (!_parts.TryGetValue(key, out var tally))
                {
                    _parts[key] = tally = new Tally();
                }

                add(tally);
            }
        }

        public IReadOnlyList<CountedPart> Parts() =>
            [.. _parts.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => new CountedPart(p.Key, PartKey.NameOf(by!.Value, p.Key, regions, units), p.Value))];
    }
}

/// <summary>To which part of a dimension a case belongs.</summary>
internal static class PartKey
{
    /// <summary>Null where the place is known less well than that, or nobody has the case.</summary>
    public static string? Of(Dimension by, string place, Guid unit, IUnitDirectory units) => by switch
    {
        Dimension.Unit => unit == Guid.Empty ? null : units.Find(unit)?.Code,
        Dimension.Town => At(place, RegionLevel.Town),
        Dimension.Village => At(place, RegionLevel.Village),
        _ => At(place, RegionLevel.Grid),
    };

    public static string NameOf(Dimension by, string key, IRegionDirectory regions, IUnitDirectory units) => by == Dimension.Unit
        ? units.FindByCode(key)?.Name ?? key
        : RegionCode.TryParse(key, out var code) ? regions.PathOf(code) : key;

    private static string? At(string place, RegionLevel level) => RegionCode.TryParse(place, out var code) ? code.At(level)?.Value : null;
}
