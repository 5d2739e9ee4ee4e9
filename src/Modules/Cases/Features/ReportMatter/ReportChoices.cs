using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Web.Components;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.Features.ReportMatter;

/// <summary>What the steps of a report offer to choose from.</summary>
internal sealed class ReportChoices(IRegionDirectory regions, CatalogueSource catalogue, IStringLocalizer<CitizenTexts> texts)
{
    /// <summary>More would have to be read rather than seen.</summary>
    private const int MostProposals = 3;

    /// <summary>Villages under their towns. A town can be chosen by whoever does not know the village.</summary>
    public IReadOnlyList<FieldOption> Places() => regions.County is not { } county ? [] :
    [
        .. regions.Children(county.Code).SelectMany(town => regions.Children(town.Code)
            .Where(village => village.Code.Level == RegionLevel.Village)
            .Select(village => new FieldOption(village.Code.Value, village.Name) { Group = town.Name })
            .Prepend(new FieldOption(town.Code.Value, texts["Report.Town", town.Name]) { Group = town.Name })),
    ];

    /// <summary>Name of the place chosen; null where none was.</summary>
    public string? PlaceOf(string region) => RegionCode.TryParse(region, out var code) && regions.Find(code) is not null ? regions.PathOf(code) : null;

    /// <summary>Kinds of matter the words point to, each with the words that do, and "not sure". Nothing but "not sure" where no word is known.</summary>
    public IReadOnlyList<FieldOption> Proposals(string description) =>
    [
        .. CategoryFinder.In(catalogue.Current.Keywords, description).Take(MostProposals)
            .Select(m => new FieldOption(m.Category.Code, Name(m.Category)) { Hint = texts["Report.Because", string.Join(texts["Report.Because.And"], m.Words)] }),
        new FieldOption("", texts["Report.Category.None"]),
    ];

    /// <summary>All kinds, two levels: finer ones are the dispatcher's business.</summary>
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

    /// <summary>Name of the kind chosen; null where the visitor was not sure.</summary>
    public string? CategoryOf(string? code) => catalogue.Current.Find(code) is { } category ? Name(category) : null;

    private static string Name(Category category) => Languages.IsEnglish ? category.NameEn : category.Name;
}
