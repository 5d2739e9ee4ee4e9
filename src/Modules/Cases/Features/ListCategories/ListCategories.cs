using Fengqiao.Cases.Storage;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.ListCategories;

/// <param name="Parent">Code of the category above; null at the first level.</param>
internal sealed record CategoryView(string Code, string? Parent, string Name, bool NeedsPhotos, IReadOnlyList<string> Keywords);

internal static class ListCategoriesEndpoint
{
    public static void MapListCategories(this IEndpointRouteBuilder api) =>
        api.MapGet("/categories", (CatalogueSource catalogue) =>
            {
                var items = catalogue.Current.Categories.Where(c => c.IsActive)
                    .Select(c => new CategoryView(c.Code, c.ParentCode, Languages.IsEnglish ? c.NameEn : c.Name, c.NeedsPhotos, c.Keywords.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
                    .ToList();
                return TypedResults.Ok(new PageOf<CategoryView>(items, items.Count, 1, Math.Max(items.Count, 1)));
            })
            .AllowAnonymous()
            .WithName("ListCategories").WithTags("Cases").WithSummary("The kinds of matter")
            .Produces<PageOf<CategoryView>>();
}
