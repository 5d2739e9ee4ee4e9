using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Papers;
using Fengqiao.Cases.Supervising;
using Fengqiao.Kernel;
using Fengqiao.Platform.Documents;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.PrintLetter;

/// <summary>Hands a letter out as a file. What leaves the platform is audited before it does.</summary>
internal sealed class ExportLetterHandler(LetterPaper letters, Writer writer)
{
    public async Task<Result<(string Name, byte[] Content)>> HandleAsync(Guid id, CancellationToken ct)
    {
        if (await letters.MakeAsync(id, ct) is not { } paper)
        {
            return SupervisionErrors.NotFound;
        }

        var audited = await writer.SaveAsync(new Commit().Audit("supervision.letter", "supervision", id.ToString(), new { letter = paper.Reference }), ct);
        return audited.Failed(out var error) ? error : ($"{paper.Title} {paper.Reference}.docx", DocxPaper.Write(paper));
    }
}

internal static class LetterEndpoint
{
    public static void MapLetters(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/supervision/{id:guid}/letter.docx", async Task<IResult> (Guid id, ExportLetterHandler handler, HttpContext context, CancellationToken ct) =>
                PaperFile.Hand(context, await handler.HandleAsync(id, ct)))
            .RequireAuthorization().IsExport().ExcludeFromDescription();
}
