using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Notifications;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.TrackCase;

/// <summary>Text messages about one's own matter: asked for and taken back with the tracking code, where the county sends any.</summary>
internal sealed class NewsWishes(CaseReader reader, FengqiaoDb db, IReporterNews news, CurrentActor current)
{
    /// <returns>Whether the reporter asked for them; null where none can be had: the county sends none, or no number was left.</returns>
    public async Task<bool?> OfAsync(TrackingProof proof, CancellationToken ct) =>
        await news.IsOfferedAsync(ct) && await FindAsync(proof, ct) is { } found ? await news.IsWantedAsync(found.Id, ct) : null;

    public async Task<Result<Done>> SetAsync(TrackingProof proof, bool wanted, CancellationToken ct)
    {
        current.Actor = Actor.Citizen;
        return await FindAsync(proof, ct) is { } found ? await news.SetAsync(found.Id, found.Number, wanted, ct) : CaseErrors.TrackingFailed;
    }

    private async Task<Case?> FindAsync(TrackingProof proof, CancellationToken ct) =>
        await reader.FindByTrackingAsync(proof.Number, proof.Code, ct) is { Case: var found }
        && await db.Set<CasePerson>().AnyAsync(p => p.CaseId == found.Id && p.Role == PersonRole.Reporter && p.PhoneHash != null, ct) ? found : null;
}
