using Fengqiao.Cases.Attaching;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Moving;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Cases.Features.TrackCase;

/// <summary>What a reporter does on the tracking page. Staff who are signed in in the same browser act as the reporter here.</summary>
internal sealed class ReporterMoves(CaseMover mover, CaseReader reader, AttachPhotos photos, CurrentActor current)
{
    public Task<Result<MovedCase>> MakeAsync(TrackingProof proof, CaseMove move, string? text, string? satisfaction, CancellationToken ct)
    {
        current.Actor = Actor.Citizen;
        return mover.HandleAsReporterAsync(proof.Number, proof.Code, move, new MoveRequest(Text: text, Satisfaction: satisfaction), ct);
    }

    /// <summary>Adds pictures while somebody still works on the case.</summary>
    public async Task<Result<PhotoOutcome>> AttachAsync(TrackingProof proof, IReadOnlyList<IFormFile> files, CancellationToken ct)
    {
        current.Actor = Actor.Citizen;
        if (await reader.FindByTrackingAsync(proof.Number, proof.Code, ct) is not { } loaded)
        {
            return CaseErrors.TrackingFailed;
        }

        if (!CaseStates.Open.Contains(loaded.Case.State))
        {
            return CaseErrors.NotAllowed;
        }

        return files.Any(f => f.FileName.Length > 0)
            ? await photos.AttachAsync(loaded, files, ct)
            : CaseErrors.FileMissing with { Field = "photos" };
    }
}
