using Fengqiao.Cases.Domain;
using Fengqiao.Contracts.Cases;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Sharing;

/// <summary>Gives the words of cases to the index of matters.</summary>
internal sealed class MatterTexts(FengqiaoDb db) : IMatterTexts
{
    public async Task<IReadOnlyList<MatterText>> OfAsync(IReadOnlyCollection<Guid> cases, CancellationToken ct) => await TextsAsync(db.Set<Case>().Where(c => cases.Contains(c.Id)), ct);

    public async Task<IReadOnlyList<MatterText>> AfterAsync(long sequence, int most, CancellationToken ct) =>
        await TextsAsync(db.Set<Case>().Where(c => c.Sequence > sequence).OrderBy(c => c.Sequence).Take(most), ct);

    public async Task<IReadOnlyList<MatterText>> ChangedSinceAsync(DateTime utc, int skip, int most, CancellationToken ct) =>
        await TextsAsync(db.Set<Case>().Where(c => c.UpdatedUtc >= utc).OrderBy(c => c.UpdatedUtc).ThenBy(c => c.Sequence).Skip(skip).Take(most), ct);

    private static async Task<List<MatterText>> TextsAsync(IQueryable<Case> cases, CancellationToken ct)
    {
        var rows = await cases.Select(c => new { c.Id, c.Sequence, c.Title, c.Description, c.Place, c.Secrecy, c.State, c.MergedIntoId, c.UpdatedUtc }).ToListAsync(ct);
        return rows.ConvertAll(r => new MatterText(r.Id, r.Sequence, r.Title, r.Description, RegionCode.Parse(r.Place), r.Secrecy == CaseSecrecy.Ordinary, CaseStates.Open.Contains(r.State), r.MergedIntoId, r.UpdatedUtc));
    }
}
