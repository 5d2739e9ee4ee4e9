using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Joining;
using Fengqiao.Cases.Papers;
using Fengqiao.Kernel;
using Fengqiao.Platform.Documents;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.PrintMinutes;

/// <summary>Hands minutes out as a file. What leaves the platform is audited before it does.</summary>
internal sealed class ExportMinutesHandler(MinutesPaper minutes, Writer writer)
{
    public async Task<Result<(string Name, byte[] Content)>> HandleAsync(Guid id, CancellationToken ct)
    {
        if (await minutes.MakeAsync(id, ct) is not { } paper)
        {
            return JointErrors.NotFound;
        }

        var audited = await writer.SaveAsync(new Commit().Audit("session.minutes", "session", id.ToString(), new { number = paper.Reference }), ct);
        return audited.Failed(out var error) ? error : ($"{paper.Title} {paper.Reference}.docx", DocxPaper.Write(paper));
    }
}

internal static class MinutesEndpoint
{
    public static void MapMinutes(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/sessions/{id:guid}/minutes.docx", async Task<IResult> (Guid id, ExportMinutesHandler handler, HttpContext context, CancellationToken ct) =>
                PaperFile.Hand(context, await handler.HandleAsync(id, ct)))
            .RequireAuthorization().IsExport().ExcludeFromDescription();
}
