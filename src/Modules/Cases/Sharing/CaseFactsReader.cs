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
        (await OfAsync(await db.Set<Case>().Where(c => c.Id == id).ToListAsync(ct), ct)).FirstOrDefault();

    public async Task<IReadOnlyList<CaseFacts>> AfterAsync(long sequence, int most, CancellationToken ct) =>
        await OfAsync(await db.Set<Case>().Where(c => c.Sequence > sequence).OrderBy(c => c.Sequence).Take(most).ToListAsync(ct), ct);

    public async Task<IReadOnlyList<CaseFacts>> ChangedSinceAsync(DateTime utc, int skip, int most, CancellationToken ct) =>
        await OfAsync(await db.Set<Case>().Where(c => c.UpdatedUtc >= utc).OrderBy(c => c.UpdatedUtc).ThenBy(c => c.Sequence).Skip(skip).Take(most).ToListAsync(ct), ct);

    /// <summary>What counts is the call-back of the last round: where that was given up or left out, an earlier answer is none to this work.</summary>
    private async Task<List<CaseFacts>> OfAsync(List<Case> cases, CancellationToken ct)
    {
        var ids = cases.ConvertAll(c => c.Id);
        var rounds = await db.Set<CallBackTask>().Where(t => ids.Contains(t.CaseId)).Select(t => new { t.CaseId, t.Round, t.Resolution, t.Satisfaction }).ToListAsync(ct);
        var last = rounds.GroupBy(t => t.CaseId).ToDictionary(g => g.Key, g => g.MaxBy(t => t.Round)!);
        var assisted = await AssistedInTimeAsync(ids, ct);
        return cases.ConvertAll(c => last.TryGetValue(c.Id, out var round)
            ? Of(c, assisted.GetValueOrDefault(c.Id), round.Resolution, round.Satisfaction)
            : Of(c, assisted.GetValueOrDefault(c.Id), c.SubmittedBy is null ? null : c.Resolution, c.Satisfaction));
    }

    /// <summary>A unit that was released, or whose case went back to the desk, owes nothing; one the lead unit went on without does.</summary>
    private async Task<Dictionary<Guid, bool?>> AssistedInTimeAsync(List<Guid> ids, CancellationToken ct)
    {
        var owed = await db.Set<AssistTask>()
            .Where(t => ids.Contains(t.CaseId) && t.EndedAs != AssistEnd.Released && t.EndedAs != AssistEnd.Returned)
            .Select(t => new { t.CaseId, t.RepliedUtc, t.DueUtc })
            .ToListAsync(ct);
        return owed.GroupBy(t => t.CaseId).ToDictionary(g => g.Key, g => (bool?)g.All(t => t.RepliedUtc <= t.DueUtc));
    }

    private CaseFacts Of(Case c, bool? assistedInTime, Resolution? resolution, Satisfaction? satisfaction)
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
            assistedInTime,
            resolution is { } solved ? CaseCodes.Of(solved) : null,
            (satisfaction ?? c.Rating) is { } said ? CaseCodes.Of(said) : null);
    }
}
