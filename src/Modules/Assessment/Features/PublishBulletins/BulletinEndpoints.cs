using Fengqiao.Assessment.Bulletins;
using Fengqiao.Assessment.Facts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Documents;
using Fengqiao.Platform.Files;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Assessment.Features.PublishBulletins;

/// <param name="Month">2026-10.</param>
/// <param name="Number">Within the year.</param>
/// <param name="Hash">SHA-256 over the hash before it, the remarks and the figures.</param>
internal sealed record BulletinLine(Guid Id, string Month, long Number, DateTime PublishedAt, string Hash);

/// <param name="IsWhole">The hash fits the words and figures and follows on the bulletin before.</param>
/// <param name="IsSigned">The signature fits the key it carries.</param>
internal sealed record BulletinView(
    Guid Id, string Month, long Number, DateTime PublishedAt, string Remarks, BulletinContent Figures, string PreviousHash, string Hash, string Signature, string PublicKey,
    bool IsWhole, bool IsSigned, IReadOnlyList<BulletinDifference> Differences);

/// <param name="Month">2026-10; it must be over.</param>
internal sealed record PublishRequest(string? Month, string? Remarks);

internal static class BulletinEndpoints
{
    public static void MapBulletins(this IEndpointRouteBuilder api)
    {
        api.MapGet("/bulletins", async Task<IResult> (BulletinPress press, HttpContext context, CancellationToken ct) => press.MayRead
                ? TypedResults.Ok((await press.ListAsync(ct)).ConvertAll(b => new BulletinLine(b.Id, new Month(b.Month).Text, b.Number, b.PublishedUtc, b.Hash)))
                : Problems.Result(context, AssessmentErrors.NotAllowed))
            .RequireAuthorization().WithName("ListBulletins").WithTags("Indicators").WithSummary("The bulletins that were published, newest first")
            .Produces<List<BulletinLine>>().ProducesProblem(StatusCodes.Status403Forbidden);

        api.MapGet("/bulletins/{id:guid}", async Task<IResult> (Guid id, BulletinPress press, HttpContext context, CancellationToken ct) =>
            {
                if (!press.MayRead)
                {
                    return Problems.Result(context, AssessmentErrors.NotAllowed);
                }

                if (await press.FindAsync(id, ct) is not { } found)
                {
                    return Problems.Result(context, AssessmentErrors.NotFound);
                }

                var proof = await press.ProveAsync(found, ct);
                return TypedResults.Ok(new BulletinView(
                    found.Id, new Month(found.Month).Text, found.Number, found.PublishedUtc, found.Remarks, BulletinContent.Parse(found.Content),
                    found.PreviousHash, found.Hash, found.Signature, found.PublicKey, proof.IsWhole, proof.IsSigned, proof.Differences));
            })
            .RequireAuthorization().WithName("GetBulletin").WithTags("Indicators").WithSummary("A bulletin as it was published, with its proof and what a recount says otherwise")
            .Produces<BulletinView>().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPost("/bulletins", async Task<IResult> (PublishRequest request, BulletinPress press, HttpContext context, CancellationToken ct) =>
            {
                var made = await press.PublishAsync(request.Month, request.Remarks, ct);
                return made.Failed(out var error)
                    ? Problems.Result(context, error)
                    : TypedResults.Created($"/api/v1/bulletins/{made.Value.Id}", new BulletinLine(made.Value.Id, new Month(made.Value.Month).Text, made.Value.Number, made.Value.PublishedUtc, made.Value.Hash));
            })
            .RequireAuthorization().WithName("PublishBulletin").WithTags("Indicators").WithSummary("Freeze a month's figures, sign and publish them")
            .Produces<BulletinLine>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    public static void MapBulletinFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/bulletins/{id:guid}/paper.docx", async Task<IResult> (Guid id, BulletinPress press, BulletinPaper paper, HttpContext context, CancellationToken ct) =>
            {
                if (!press.MayRead || await press.FindAsync(id, ct) is not { } found)
                {
                    return TypedResults.StatusCode(press.MayRead ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden);
                }

                context.Response.Headers.ContentDisposition = ContentDisposition.Value(paper.NameOf(found) + ".docx");
                context.Response.Headers.CacheControl = "no-store";
                return TypedResults.Bytes(DocxPaper.Write(paper.Make(found)), DocxPaper.ContentType);
            })
            .RequireAuthorization().ExcludeFromDescription();
        routes.MapGet("/bulletins/{id:guid}/figures.xlsx", async Task<IResult> (Guid id, BulletinPress press, BulletinPaper paper, HttpContext context, CancellationToken ct) =>
            {
                if (!press.MayRead || await press.FindAsync(id, ct) is not { } found)
                {
                    return TypedResults.StatusCode(press.MayRead ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden);
                }

                var (headers, rows) = paper.Rows(found);
                return await TableDownload.OfAsync(context, TableFormat.Xlsx, paper.NameOf(found), headers, rows, ct);
            })
            .RequireAuthorization().IsExport().ExcludeFromDescription();
    }
}
