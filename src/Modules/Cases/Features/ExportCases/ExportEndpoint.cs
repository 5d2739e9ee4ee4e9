using System.Globalization;
using Fengqiao.Cases.Listing;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Fengqiao.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.Features.ExportCases;

/// <summary>Hands out the list as a file, and records who took how many cases away.</summary>
internal static class ExportEndpoint
{
    public static void MapExport(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/cases/export", ExportAsync).RequireAuthorization().IsExport().ExcludeFromDescription().WithOrder(-1);
        // Where a reader lands who signs in again after the session ended on the way.
        routes.MapGet("/cases/export", () => PageAnswer.See("/cases")).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<IResult> ExportAsync(
        IFormCollection form, CaseExport export, Writer writer, CountyClock clock, IStringLocalizer<ListTexts> texts, HttpContext context, CancellationToken ct)
    {
        var list = form["list"].ToString();
        List<string> numbers = [.. form["n"].OfType<string>().Where(n => n.Length is > 0 and <= 40).Take(Paging.LargestPage)];
        var counted = await export.CountAsync(list, numbers, ct);
        if (counted.Failed(out var error))
        {
            return TypedResults.StatusCode(Problems.Status(error.Kind));
        }

        var format = TableDownload.FormatOf(form["format"]);
        // The words searched for are not recorded: they may name a person.
        var saved = await writer.SaveAsync(new Commit().Audit("cases.export", "cases", "list", new { Rows = counted.Value, Format = format.ToString(), Chosen = numbers.Count > 0 }), ct);
        if (saved.Failed(out error))
        {
            return TypedResults.StatusCode(Problems.Status(error.Kind));
        }

        var name = $"{texts["Export.File"].Value}-{clock.Today.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";
        return await TableDownload.OfAsync(context, format, name, export.Headers, export.RowsAsync(list, numbers, ct), ct);
    }
}
