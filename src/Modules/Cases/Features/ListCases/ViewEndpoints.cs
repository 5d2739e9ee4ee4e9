using Fengqiao.Cases.Listing;
using Fengqiao.Cases.Looks;
using Fengqiao.Kernel;
using Fengqiao.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.ListCases;

/// <summary>What the forms beside the list are sent to. Each answer leads back to the list as it was, with a word about what happened.</summary>
internal static class ViewEndpoints
{
    public static void MapViews(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/cases/views", SaveAsync).RequireAuthorization().ExcludeFromDescription();
        routes.MapPost("/cases/views/change", ChangeAsync).RequireAuthorization().ExcludeFromDescription();
        routes.MapPost("/cases/columns", ColumnsAsync).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<IResult> SaveAsync(IFormCollection form, SavedViews views, CancellationToken ct)
    {
        var saved = await views.SaveAsync(form["name"], form["query"], form["default"] == "true", ct);
        return Back(form, saved.Failed(out var error) ? error.Code : "saved");
    }

    private static async Task<IResult> ChangeAsync(IFormCollection form, SavedViews views, CancellationToken ct)
    {
        var changed = Guid.TryParse(form["delete"], out var gone) ? await views.DeleteAsync(gone, ct)
            : Guid.TryParse(form["default"], out var first) ? await views.ToggleDefaultAsync(first, ct)
            : Done.Instance;
        return Back(form, changed.Failed(out var error) ? error.Code : "changed");
    }

    private static async Task<IResult> ColumnsAsync(IFormCollection form, CaseColumns columns, CancellationToken ct)
    {
        await columns.SaveAsync(form["reset"] == "true" ? [] : form["columns"].OfType<string>(), ct);
        return Back(form, null);
    }

    private static IResult Back(IFormCollection form, string? notice)
    {
        var query = ListQuery.Canonical(form["query"]);
        // Without any value the list would open with the view that comes first.
        var parts = new[] { query.Length > 0 ? query : "all=1", notice is null ? null : "notice=" + Uri.EscapeDataString(notice) };
        return PageAnswer.See("/cases?" + string.Join('&', parts.OfType<string>()));
    }
}
