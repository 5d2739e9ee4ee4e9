using Fengqiao.Platform.Http;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Host.Audit;

/// <summary>The export of the audit page.</summary>
internal static class AuditEndpoints
{
    private static readonly string[] Columns = ["at", "actor", "act", "kind", "object", "details", "source", "chain", "sequence", "hash"];

    public static void MapAudit(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/audit/export", async Task<IResult> (IFormCollection form, AuditDesk desk, IStringLocalizer<AuditTexts> texts, HttpContext context, CancellationToken ct) =>
            {
                var filter = AuditFilter.Read(name => form[name].ToString());
                var begun = await desk.BeginExportAsync(filter, ct);
                return begun.Failed(out var error)
                    ? TypedResults.StatusCode(Problems.Status(error.Kind))
                    : await TableDownload.OfAsync(
                        context, TableDownload.FormatOf(form["format"]), texts["Title"], [.. Columns.Select(c => texts[$"Column.{c}"].Value)], desk.RowsAsync(filter, ct), ct);
            })
            .RequireAuthorization().IsExport().ExcludeFromDescription();
}
