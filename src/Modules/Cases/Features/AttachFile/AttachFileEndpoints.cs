using Fengqiao.Cases.Attaching;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.AttachFile;

internal static class AttachFileEndpoints
{
    public static void MapAttachments(this IEndpointRouteBuilder api)
    {
        api.MapPost("/cases/{number}/attachments", async Task<IResult> (string number, HttpRequest request, AttachFileHandler handler, HttpContext context, CancellationToken ct) =>
            {
                if (!request.HasFormContentType || (await request.ReadFormAsync(ct)) is not { Files: [var file, ..] } form)
                {
                    return Problems.Result(context, CaseErrors.FileMissing);
                }

                var code = form["stage"].ToString();
                if (!CaseCodes.TryParse<AttachmentStage>(code.Length == 0 ? "other" : code, out var stage))
                {
                    return Problems.Result(context, CaseErrors.UnknownCode("stage", code));
                }

                await using var content = file.OpenReadStream();
                var attached = await handler.HandleAsync(number, stage, content, file.FileName, ct);
                return attached.Failed(out var error)
                    ? Problems.Result(context, error)
                    : TypedResults.Created($"/api/v1/cases/{number}/attachments/{attached.Value.Id}", attached.Value);
            })
            .RequireAuthorization()
            .DisableAntiforgery()
            .Accepts<IFormFile>("multipart/form-data")
            .WithName("AttachFile").WithTags("Cases").WithSummary("Attach a file: form fields file and stage (report, before, after, other)")
            .Produces<AttachmentView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        api.MapGet("/cases/{number}/attachments/{id:guid}", async Task<IResult> (string number, Guid id, ReadFileHandler handler, HttpContext context, CancellationToken ct) =>
            {
                var read = await handler.HandleAsync(number, id, ct);
                return read.Failed(out var error) ? Problems.Result(context, error) : AttachmentResult.Of(context, read.Value.File, read.Value.Content);
            })
            .RequireAuthorization()
            .WithName("ReadFile").WithTags("Cases").WithSummary("The content of an attachment")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }
}
