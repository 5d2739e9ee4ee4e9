using Fengqiao.Assessment.Facts;
using Fengqiao.Assessment.Indicators;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Assessment.Features.ShowIndicators;

/// <summary>The cases behind a count.</summary>
/// <param name="Total">How many were counted.</param>
/// <param name="Cases">Of the page, those that the person acting may see.</param>
/// <param name="Unseen">How many of the page they may not.</param>
internal sealed record CountedPage(Month Month, string Count, string? PartName, int Total, int Page, IReadOnlyList<SeenCase> Cases, int Unseen);

/// <summary>
/// From a figure down to its cases: the same rows, chosen by the same marks, that the figure was added up from. Only whoever may read the figure asks,
/// and of its cases they see those they would see anywhere.
/// </summary>
internal sealed class CountedCases(FengqiaoDb db, FigureReader figures, IndicatorTables tables, IRegionDirectory regions, IUnitDirectory units, ICaseSight sight)
{
    public const int PageSize = 50;

    /// <param name="count">Name of a count as formulas use it.</param>
    /// <param name="key">Code of the town, village, grid or unit; null for all.</param>
    public async Task<Result<CountedPage>> ReadAsync(string? count, string? month, string? by, string? key, int page, CancellationToken ct)
    {
        if (!tables.MayRead)
        {
            return AssessmentErrors.NotAllowed;
        }

        var asked = tables.Asked(month, by);
        if (asked.Failed(out var error))
        {
            return error;
        }

        var (of, dimension) = asked.Value;
        if (count is null || !CountNames.All.Contains(count))
        {
            return AssessmentErrors.NotFound;
        }

        var rows = await CountedAsync(of, Marks.Find(count), ct);
        if (!string.IsNullOrEmpty(key))
        {
            rows = rows.FindAll(r => PartKey.Of(dimension, r.Place, r.UnitId, units) == key);
        }

        var ids = rows.OrderByDescending(r => r.Sequence).Skip((page - 1) * PageSize).Take(PageSize).Select(r => r.Id).ToList();
        var seen = await sight.OfAsync(ids, ct);
        return new CountedPage(of, count, string.IsNullOrEmpty(key) ? null : PartKey.NameOf(dimension, key, regions, units), rows.Count, page, seen, ids.Count - seen.Count);
    }

    private async Task<List<CountedCase>> CountedAsync(Month month, Mark? mark, CancellationToken ct)
    {
        if (mark is not { } known)
        {
            return [.. await figures.OverdueAsync(month.Last, figures.Areas(), ct)];
        }

        var rows = new List<CountedCase>();
        foreach (var (from, to) in figures.Areas().Select(a => a.Range))
        {
            var (bit, number) = (1L << (int)known, month.Number);
            var ofMonth = known.IsOfClosing() ? db.Set<CaseFact>().Where(f => f.ClosedMonth == number) : db.Set<CaseFact>().Where(f => f.AcceptedMonth == number);
            rows.AddRange(await ofMonth
                .Where(f => (f.Marks & bit) != 0 && string.Compare(f.Place, from) >= 0 && string.Compare(f.Place, to) < 0)
                .Select(f => new CountedCase(f.Id, f.Sequence, f.Place, f.UnitId)).ToListAsync(ct));
        }

        return rows;
    }
}
