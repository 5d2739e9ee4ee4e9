using Fengqiao.Cases.Looks;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.Features.SummariseCases;

/// <summary>Puts the codes of a summary into the reader's words.</summary>
internal sealed class FigureNames(ShortNames names, IStringLocalizer<CasesTexts> texts)
{
    public CaseSummary InWords(CaseSummary summary) => summary with
    {
        ByState = Named(summary.ByState, "state"),
        ByChannel = Named(summary.ByChannel, "channel"),
        ByCategory = [.. summary.ByCategory.Select(c => c.Code == "none" ? c with { Name = texts["List.Category.None"] } : c)],
        ByUnit = [.. summary.ByUnit.Select(u => u with { Name = names.OfUnit(u.Name) })],
    };

    private List<CountOf> Named(IReadOnlyList<CountOf> counts, string prefix) => [.. counts.Select(c => c with { Name = texts[$"{prefix}.{c.Code}"] })];
}
