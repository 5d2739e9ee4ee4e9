using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Web.Components;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.Features.ReportMatter;

/// <summary>What the report form offers to choose from.</summary>
internal sealed class ReportChoices(IRegionDirectory regions, CatalogueSource catalogue, IStringLocalizer<CitizenTexts> texts)
{
    /// <summary>Villages under their towns. A town can be chosen by whoever does not know the village.</summary>
    public IReadOnlyList<FieldOption> Places() => regions.County is not { } county ? [] :
    [
        .. regions.Children(county.Code).SelectMany(town => regions.Children(town.Code)
            .Where(village => village.Code.Level == RegionLevel.Village)
            .Select(village => new FieldOption(village.Code.Value, village.Name) { Group = town.Name })
            .Prepend(new FieldOption(town.Code.Value, texts["Report.Town", town.Name]) { Group = town.Name })),
    ];

    /// <summary>Two levels: finer ones are the dispatcher's business.</summary>
    public IReadOnlyList<FieldOption> Categories()
    {
        var active = catalogue.Current.Categories.Where(c => c.IsActive).ToList();
        return
        [
            .. active.Where(c => catalogue.Current.Find(c.ParentCode) is null).SelectMany(root =>
                active.Where(c => c.ParentCode == root.Code).ToList() is { Count: > 0 } below
                    ? below.Select(c => new FieldOption(c.Code, Name(c)) { Group = Name(root) })
                    : [new FieldOption(root.Code, Name(root))]),
        ];
    }

    private static string Name(Category category) => Languages.IsEnglish ? category.NameEn : category.Name;
}
