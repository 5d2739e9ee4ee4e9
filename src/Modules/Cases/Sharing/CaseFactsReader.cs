using Fengqiao.Cases.Domain;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Sharing;

/// <summary>Tells other modules what of a case can be counted.</summary>
internal sealed class CaseFactsReader(FengqiaoDb db, IUnitDirectory units) : ICaseFacts
{
    public async Task<CaseFacts?> FindAsync(Guid id, CancellationToken ct) =>
        await db.Set<Case>().FirstOrDefaultAsync(c => c.Id == id, ct) is { } found ? Of(found) : null;

    public async Task<IReadOnlyList<CaseFacts>> AfterAsync(long sequence, int most, CancellationToken ct) =>
        (await db.Set<Case>().Where(c => c.Sequence > sequence).OrderBy(c => c.Sequence).Take(most).ToListAsync(ct)).ConvertAll(Of);

    public async Task<IReadOnlyList<CaseFacts>> ChangedSinceAsync(DateTime utc, int skip, int most, CancellationToken ct) =>
        (await db.Set<Case>().Where(c => c.UpdatedUtc >= utc).OrderBy(c => c.UpdatedUtc).ThenBy(c => c.Sequence).Skip(skip).Take(most).ToListAsync(ct)).ConvertAll(Of);

    private CaseFacts Of(Case c)
    {
        var stands = c.HeldUtc is not null;
        return new CaseFacts(
            c.Id,
            c.Sequence,
            c.Number,
            RegionCode.Parse(c.Place),
            CaseCodes.Of(c.Channel),
            c.Category,
            c.LeadUnitId,
            (c.LeadUnitId is { } unit && units.Find(unit) is { } lead ? lead.Region : RegionCode.Parse(c.Desk)).Level,
            c.RegisteredUtc,
            c.DispatchedUtc is not null || c.TimesReturned > 0,
            c.TimesReturned,
            c.TimesReopened,
            c.SignDueUtc,
            c.SignedUtc,
            c.ContactDueUtc,
            c.ContactedUtc,
            stands ? null : c.CloseDueUtc,
            stands ? null : c.StoppedUtc,
            c.ClosedUtc,
            CaseStates.Open.Contains(c.State) ? null : CaseCodes.Of(c.State),
            c.Hold == HoldKind.Impossible,
            c.SubmittedBy is null || c.Resolution is null ? null : CaseCodes.Of(c.Resolution.Value),
            (c.Satisfaction ?? c.Rating) is { } said ? CaseCodes.Of(said) : null);
    }
}
