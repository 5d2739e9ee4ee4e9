using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Looks;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Web.Components;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.Features.ListCases;

/// <summary>What the list can be narrowed by, and what it is narrowed by now, in words.</summary>
internal sealed class CasesFilterBar(Choices choices, CatalogueSource catalogue, IRegionDirectory regions, IUnitDirectory units, IStringLocalizer<CasesTexts> texts, CurrentActor current)
{
    public IReadOnlyList<FieldOption> States { get; } = [new("open", texts["state.open"]), .. choices.Of<CaseState>("state")];

    public IReadOnlyList<FieldOption> Categories { get; } = [.. choices.Categories(), new("none", texts["List.Category.None"])];

    public IReadOnlyList<FieldOption> Units { get; } = choices.Units();

    public IReadOnlyList<FieldOption> Channels { get; } = choices.Of<Channel>("channel");

    public IReadOnlyList<FieldOption> Overdue { get; } = [new("true", texts["List.Overdue.True"]), new("false", texts["List.Overdue.False"])];

    public IReadOnlyList<FieldOption> Queues { get; } = choices.Of(CaseQuery.QueuesOf(current.Actor), "queue");

    /// <summary>The filters in force; each can be lifted by itself.</summary>
    public IReadOnlyList<FilterChip> Chips(CaseFilter filter)
    {
        var overdue = filter.Overdue switch { true => "true", false => "false", null => null };
        return [.. new[]
        {
            Chip("q", filter.Q, "List.Words", filter.Q),
            Chip("queue", filter.Queue, "List.Queue", TextOf(Queues, filter.Queue)),
            Chip("state", filter.State, "List.State", TextOf(States, filter.State)),
            Chip("category", filter.Category, "List.Category", CategoryName(filter.Category)),
            Chip("region", filter.Region, "List.Region", RegionName(filter.Region)),
            Chip("unit", filter.Unit, "List.Unit", units.FindByCode(filter.Unit ?? "")?.Name ?? filter.Unit),
            Chip("channel", filter.Channel, "List.Channel", TextOf(Channels, filter.Channel)),
            Chip("overdue", overdue, "List.Overdue", TextOf(Overdue, overdue)),
            Chip("from", filter.From, "List.From", filter.From),
            Chip("to", filter.To, "List.To", filter.To),
        }.OfType<FilterChip>()];
    }

    private FilterChip? Chip(string name, string? value, string label, string? text) =>
        string.IsNullOrWhiteSpace(value) ? null : new FilterChip(name, value, texts[label], text ?? value);

    private static string? TextOf(IReadOnlyList<FieldOption> options, string? value) => options.FirstOrDefault(o => o.Value == value)?.Text ?? value;

    private string? CategoryName(string? code) =>
        code == "none" ? texts["List.Category.None"] : catalogue.Current.PathOf(code, Features.Languages.IsEnglish);

    private string? RegionName(string? code) => RegionCode.TryParse(code?.TrimEnd(CaseQuery.NoCloser), out var region)
        ? (regions.Find(region)?.Name ?? code) + (code?.EndsWith(CaseQuery.NoCloser) == true ? " …" : "")
        : code;
}
