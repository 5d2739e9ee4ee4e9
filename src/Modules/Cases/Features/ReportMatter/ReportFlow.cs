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
internal sealed record ReceiptSlip(string Number, string Code, int Photos, IReadOnlyList<string> RefusedPhotos)
{
    public const string Cookie = "fq.receipt";
    public const string Path = "/report";
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);
}

/// <summary>How a sent form ended: with a receipt, or with what is already known nearby.</summary>
internal sealed record ReportOutcome(ReceiptSlip? Slip, IReadOnlyList<NearbyMatter> Nearby);

/// <summary>One sent form: checked, compared with what is known nearby, taken in, pictures attached.</summary>
internal sealed class ReportFlow(
    CaseIntake intake,
    NearbyMatters nearby,
    ReportMatterHandler handler,
    AttachPhotos photos,
    CaseReader reader,
    Writer writer,
    CurrentActor current)
{
    public async Task<Result<ReportOutcome>> SendAsync(ReportForm form, IReadOnlyList<IFormFile> files, CancellationToken ct)
    {
        // Staff who try the form in their own browser report as citizens do.
        current.Actor = Actor.Citizen;
        var request = form.ToRequest();
        if (!form.HasSeenNearby)
        {
            var known = await NearbyAsync(request, ct);
            if (known.Failed(out var wrong))
            {
                return wrong;
            }

            // Asked in this order: a second tap must meet its own receipt, not its own report as a matter nearby.
            if (known.Value.Count > 0 && await writer.EarlierAsync<ReportReceipt>(ct) is null)
            {
                return new ReportOutcome(null, known.Value);
            }
        }

        var reported = await handler.HandleAsync(request, ct);
        if (reported.Failed(out var error))
        {
            return error;
        }

        var (number, code) = reported.Value;
        var attached = files.Count > 0 && await reader.FindByTrackingAsync(number, code, ct) is { } loaded
            ? await photos.AttachAsync(loaded, files, ct)
            : new PhotoOutcome(0, []);
        return new ReportOutcome(new ReceiptSlip(number, code, attached.Attached, attached.Refused), []);
    }

    private async Task<Result<IReadOnlyList<NearbyMatter>>> NearbyAsync(ReportRequest request, CancellationToken ct)
    {
        var prepared = intake.Prepare(ReportMatterHandler.DraftOf(request), Actor.Citizen);
        return prepared.Failed(out var error) ? error : Result<IReadOnlyList<NearbyMatter>>.Of(await nearby.FindAsync(prepared.Value.Case, ct));
    }
}
