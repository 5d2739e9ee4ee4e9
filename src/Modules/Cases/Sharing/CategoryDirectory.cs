using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Cases;

namespace Fengqiao.Cases.Sharing;

/// <summary>The categories in words, for other modules.</summary>
internal sealed class CategoryDirectory(CatalogueSource catalogue) : ICategoryDirectory
{
    public IReadOnlyList<CategoryInfo> All => [.. catalogue.Current.Categories.Select(Info)];

    public CategoryInfo? Find(string code) => catalogue.Current.Find(code) is { } category ? Info(category) : null;

    private CategoryInfo Info(Category category) =>
        new(category.Code, catalogue.Current.PathOf(category.Code, Languages.IsEnglish), category.ParentCode, category.IsActive);
}
