using Fengqiao.Cases.Domain;
using Fengqiao.Contracts.Cases;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Sharing;

/// <summary>Gives texts and decisions to whoever learns from them; no person reads them here, so no person's sight limits them; but from
/// cases that not everybody may see nothing is learnt, since what was learnt shows its words.</summary>
internal sealed class DecidedCases(FengqiaoDb db) : IDecidedCases
{
    public async Task<IReadOnlyList<DecidedCase>> ClosedLastAsync(int most, CancellationToken ct)
    {
        var rows = await db.Set<Case>()
            .Where(c => c.Secrecy == CaseSecrecy.Ordinary && c.State == CaseState.Closed && c.Category != null && c.ClosedUtc != null)
            .OrderByDescending(c => c.ClosedUtc)
            .Take(most)
            .Select(c => new { c.Id, c.Title, c.Description, c.Category, c.LeadUnitId, c.Place, c.ReceivedUtc, c.ClosedUtc })
            .ToListAsync(ct);
        return [.. rows.Select(r => new DecidedCase(r.Id, r.Title, r.Description, r.Category, r.LeadUnitId, RegionCode.Parse(r.Place), r.ReceivedUtc, r.ClosedUtc))];
    }

    public async Task<DecidedCase?> FindAsync(Guid id, CancellationToken ct) =>
        await db.Set<Case>().FirstOrDefaultAsync(c => c.Id == id, ct) is { } c
            ? new DecidedCase(c.Id, c.Title, c.Description, c.Category, c.LeadUnitId, RegionCode.Parse(c.Place), c.ReceivedUtc, c.ClosedUtc)
            : null;
}
