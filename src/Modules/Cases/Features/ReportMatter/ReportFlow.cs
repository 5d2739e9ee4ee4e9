using Fengqiao.Cases.Attaching;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Cases.Features.ReportMatter;

/// <summary>What the receipt page shows.</summary>
/// <param name="Photos">How many pictures were attached.</param>
/// <param name="RefusedPhotos">Name and reason of each other one.</param>
/// <param name="HasJoined">The matter is somebody else's, and the visitor has said "me too".</param>
internal sealed record ReceiptSlip(string Number, string Code, int Photos, IReadOnlyList<string> RefusedPhotos, bool HasJoined = false)
{
    public const string Cookie = "fq.receipt";
    public const string Path = "/report";
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);
}

/// <summary>What the steps have in common: they check what was told, look around, and at the end send it.</summary>
internal sealed class ReportFlow(
    CaseIntake intake,
    NearbyMatters nearby,
    ReportMatterHandler handler,
    AttachPhotos photos,
    CaseReader reader,
    Writer writer,
    SealedCookie cookies,
    CurrentActor current)
{
    /// <summary>Open matters of the same kind nearby, or what is wrong with what was told so far.</summary>
    public async Task<Result<IReadOnlyList<NearbyMatter>>> NearbyAsync(ReportDraft draft, CancellationToken ct)
    {
        var prepared = intake.Prepare(ReportMatterHandler.DraftOf(draft.ToRequest(null)), Actor.Citizen);
        return prepared.Failed(out var error) ? error : Result<IReadOnlyList<NearbyMatter>>.Of(await nearby.FindAsync(prepared.Value.Case, ct));
    }

    /// <summary>Takes the report in, then its pictures.</summary>
    /// <param name="draft">Null where the browser has none: sent before, then this is the repetition; or too old.</param>
    /// <returns>Null where there is nothing to send and nothing was sent.</returns>
    public async Task<Result<ReceiptSlip?>> SendAsync(ReportDraft? draft, ReporterDetails reporter, IReadOnlyList<IFormFile> files, CancellationToken ct)
    {
        // Staff who try the form in their own browser report as citizens do.
        current.Actor = Actor.Citizen;
        Result<ReportReceipt>? reported = draft is null
            ? await writer.EarlierAsync<ReportReceipt>(ct)
            : await handler.HandleAsync(draft.ToRequest(reporter), ct);
        if (reported is not { } outcome)
        {
            return (ReceiptSlip?)null;
        }

        if (outcome.Failed(out var error))
        {
            return error;
        }

        var (number, code) = outcome.Value;
        var attached = files.Count > 0 && await reader.FindByTrackingAsync(number, code, ct) is { } loaded
            ? await photos.AttachAsync(loaded, files, ct)
            : new PhotoOutcome(0, []);
        return new ReceiptSlip(number, code, attached.Attached, attached.Refused);
    }

    /// <summary>Lets the browser show the receipt and the case, and forget the draft.</summary>
    public void Hand(HttpContext context, ReceiptSlip slip)
    {
        cookies.Write(context, ReceiptSlip.Cookie, ReceiptSlip.Path, slip, ReceiptSlip.Lifetime);
        cookies.Write(context, TrackingProof.Cookie, TrackingProof.Path, new TrackingProof(slip.Number, slip.Code), TrackingProof.Lifetime);
        DraftKeeper.Drop(context);
    }
}
