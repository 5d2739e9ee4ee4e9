using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Papers;
using Fengqiao.Kernel;
using Fengqiao.Platform.Documents;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.PrintCase;

/// <summary>Hands a paper out as a file. What leaves the platform is audited before it does.</summary>
internal sealed class ExportPaperHandler(CasePapers papers, Writer writer)
{
    public async Task<Result<(string Name, byte[] Content)>> HandleAsync(string number, string code, CancellationToken ct)
    {
        if (!CaseCodes.TryParse<PaperKind>(code, out var kind))
        {
            return CaseErrors.NotFound;
        }

        var made = await papers.MakeAsync(number, kind, ct);
        if (made.Failed(out var error))
        {
            return error;
        }

        var audited = await writer.SaveAsync(new Commit().Audit("case.export", "case", number, new { paper = code, format = "docx" }), ct);
        return audited.Failed(out error) ? error : ($"{made.Value.Title} {number}.docx", DocxPaper.Write(made.Value));
    }
}

internal static class ExportPaperEndpoint
{
    public static void MapPapers(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/cases/{number}/papers/{kind}.docx", async Task<IResult> (string number, string kind, ExportPaperHandler handler, HttpContext context, CancellationToken ct) =>
                PaperFile.Hand(context, await handler.HandleAsync(number, kind, ct)))
            .RequireAuthorization().IsExport().ExcludeFromDescription();
}
