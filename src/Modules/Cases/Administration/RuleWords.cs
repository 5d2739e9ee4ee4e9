using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Web.Components;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.Administration;

/// <summary>Rules in words, as the administrators' pages show them.</summary>
internal sealed class RuleWords(CatalogueSource catalogue, IRegionDirectory regions, IUnitDirectory units, IStringLocalizer<AdministrationTexts> texts, CountyClock clock)
{
    public string Category(string prefix) => prefix.Length == 0 ? texts["EveryCategory"] : $"{prefix} {catalogue.Current.PathOf(prefix, Languages.IsEnglish)}";

    public string Region(string prefix) => prefix.Length == 0 ? texts["Everywhere"] : regions.PathOf(RegionCode.Parse(prefix));

    public string Unit(string code) => units.FindByCode(code) is { } unit ? $"{unit.Name} ({unit.Code})" : code;

    public string Limit(int amount, DeadlineUnit unit) => texts.Counted($"limit.{CaseCodes.Of(unit)}", amount);

    public string Period(DateOnly from, DateOnly? to) => to is { } last ? texts["Period", Day(from), Day(last)] : texts["Since", Day(from)];

    public Tone ToneOf(DateOnly from, DateOnly? to) => StateOf(from, to) switch { "InForce" => Tone.Good, "Coming" => Tone.Info, _ => Tone.Neutral };

    /// <summary>InForce, Coming or Over.</summary>
    public string StateOf(DateOnly from, DateOnly? to) => from > clock.Today && (to is null || to >= from) ? "Coming" : to < clock.Today ? "Over" : "InForce";

    public IReadOnlyList<FieldOption> LimitUnits() => [.. Enum.GetValues<DeadlineUnit>().Select(u => new FieldOption(CaseCodes.Of(u), texts[$"unit.{CaseCodes.Of(u)}"]))];

    /// <summary>Every category, those out of use too: rules may still name them.</summary>
    public IReadOnlyList<FieldOption> Categories() =>
        [.. catalogue.Current.Categories.Select(c => new FieldOption(c.Code, $"{c.Code} {(Languages.IsEnglish ? c.NameEn : c.Name)}"))];

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
