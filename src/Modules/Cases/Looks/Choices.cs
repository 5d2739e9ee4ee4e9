using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Storage;
using Fengqiao.Cases.Wording;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Web.Components;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.Looks;

/// <summary>What the selects of the pages offer, in the reader's language.</summary>
internal sealed class Choices(CatalogueSource catalogue, WordSource words, IRegionDirectory regions, IUnitDirectory units, IStringLocalizer<CasesTexts> texts)
{
    /// <summary>The values of an enumeration under their codes; texts are named <c>prefix.code</c>.</summary>
    public IReadOnlyList<FieldOption> Of<T>(string prefix, bool hints = false)
        where T : struct, Enum =>
        Of(Enum.GetValues<T>(), prefix, hints);

    public IReadOnlyList<FieldOption> Of<T>(IEnumerable<T> values, string prefix, bool hints = false)
        where T : struct, Enum =>
        [.. values.Select(v => CaseCodes.Of(v)).Select(code => new FieldOption(code, texts[$"{prefix}.{code}"])
        {
            Hint = hints && texts[$"{prefix}.{code}.hint"] is { ResourceNotFound: false } hint ? hint.Value : null,
        })];

    /// <summary>What the county offers as reasons of a move.</summary>
    public IReadOnlyList<FieldOption> Reasons(string move) =>
        CaseCodes.TryParse<CaseMove>(move, out var made) && WordLists.ForReasonOf(made) is { } list
            ? [.. words.Current.Offered(list).Select(w => new FieldOption(w.Code, words.Current.NameOf(w.Id) ?? w.Code))]
            : [];

    /// <summary>The channels of a form, without those the county does not use. Where it uses none of them, the first: a form must have one.</summary>
    public IReadOnlyList<FieldOption> Channels(IReadOnlyList<Channel> possible) =>
        Of(possible.Where(c => !words.Current.IsHidden(WordLists.Channels, CaseCodes.Of(c))).DefaultIfEmpty(possible[0]), "channel");

    /// <summary>Kinds of matter in use, under the headings of the first level.</summary>
    public IReadOnlyList<FieldOption> Categories() =>
        [.. catalogue.Current.Categories.Where(c => c.IsActive).Select(c => new FieldOption(c.Code, NameOf(c.Code)) { Group = Root(c.Code) })];

    /// <summary>Units, those of a kind together.</summary>
    public IReadOnlyList<FieldOption> Units() =>
        [.. units.All.OrderBy(u => u.Kind).ThenBy(u => u.Code, StringComparer.Ordinal)
            .Select(u => new FieldOption(u.Code, u.Name) { Group = texts[$"unit-kind.{CaseCodes.Of(u.Kind)}"] })];

    /// <summary>The places in which the actor may take something in: towns with their villages; for who stands in one village, its grids.</summary>
    public IReadOnlyList<FieldOption> Places(IEnumerable<RegionCode> within) =>
        [.. within.Distinct().OrderBy(r => r).SelectMany(Within)];

    private IEnumerable<FieldOption> Within(RegionCode root) => root.Level switch
    {
        < RegionLevel.Town => regions.Children(root).SelectMany(town => Within(town.Code)),
        RegionLevel.Town or RegionLevel.Village => [Place(root), .. regions.Children(root).Select(part => Place(part.Code))],
        _ => [Place(root)],
    };

    private FieldOption Place(RegionCode code) => new(code.Value, regions.Find(code)?.Name ?? code.Value)
    {
        Group = code.At(RegionLevel.Town) is { } town ? regions.Find(town)?.Name : null,
    };

    private string NameOf(string code) => catalogue.Current.Find(code) is { } category ? Languages.IsEnglish ? category.NameEn : category.Name : code;

    private string? Root(string code) => code.Length > 2 ? NameOf(code[..2]) : null;
}
