using Fengqiao.Assessment.Facts;
using Fengqiao.Assessment.Formulas;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Assessment.Indicators;

/// <summary>The indicators as they hold in a month.</summary>
internal sealed class IndicatorBook(FengqiaoDb db)
{
    public async Task<IReadOnlyList<ReadIndicator>> OfAsync(Month month, CancellationToken ct) =>
        [.. (await AllAsync(ct)).Where(i => i.HoldsIn(month)).OrderBy(i => i.Position).Select(Read)];

    /// <summary>All versions, the latest of each code last.</summary>
    public async Task<IReadOnlyList<Indicator>> AllAsync(CancellationToken ct) =>
        await db.Set<Indicator>().OrderBy(i => i.Position).ThenBy(i => i.ValidFrom).ToListAsync(ct);

    /// <summary>Only formulas that were read once are stored.</summary>
    private static ReadIndicator Read(Indicator of) => new(of, Formula.Parse(of.Formula, CountNames.All).Value);
}
