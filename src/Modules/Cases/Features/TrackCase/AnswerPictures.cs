using Fengqiao.Cases.Attaching;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Files;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.TrackCase;

/// <param name="Size">Bytes: on a slow line one wants to know before one looks.</param>
public sealed record AnswerPicture(Guid Id, long Size);

/// <summary>
/// The pictures that belong to the answer: those a unit took after the work, once somebody else has verified it and the case is closed.
/// Pictures from before the work, papers, and what the reporter sent stay with those who handle the case. Only the reporter sees them.
/// </summary>
internal sealed class AnswerPictures(FengqiaoDb db, CaseReader reader, ReadFileHandler files, SealedCookie cookies)
{
    public async Task<IReadOnlyList<AnswerPicture>> ForAsync(Case c, CancellationToken ct) => c.State == CaseState.Closed
        ? await Released(c).OrderBy(a => a.AddedUtc).Select(a => new AnswerPicture(a.Id, a.Size)).ToListAsync(ct)
        : [];

    /// <summary>One of them, for the browser in which its case was opened by the code.</summary>
    public async Task<Result<(StoredFile File, Stream Content)>> OpenAsync(HttpContext context, Guid id)
    {
        var ct = context.RequestAborted;
        return cookies.Read<TrackingProof>(context, TrackingProof.Cookie) is { } proof
            && await reader.FindByTrackingAsync(proof.Number, proof.Code, ct) is { } loaded
            && (await ForAsync(loaded.Case, ct)).Any(p => p.Id == id)
                ? await files.HandleAsync(loaded, id, ct)
                : CaseErrors.NotFound;
    }

    private IQueryable<CaseAttachment> Released(Case c)
    {
        var reporter = Actor.Citizen.Account;
        return db.Set<CaseAttachment>().Where(a => a.CaseId == c.Id && a.Stage == AttachmentStage.After && a.AddedBy != reporter && a.ContentType.StartsWith("image/"));
    }
}

internal static class AnswerPictureEndpoint
{
    public static void MapAnswerPictures(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/track/pictures/{id:guid}", async Task<IResult> (Guid id, AnswerPictures pictures, HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "private, max-age=1800";
                return (await pictures.OpenAsync(context, id)) is { IsSuccess: true, Value: var (file, content) }
                    ? AttachmentResult.Of(context, file, content)
                    : TypedResults.NotFound();
            })
            .AllowAnonymous().ExcludeFromDescription();
}
