using System.Globalization;
using Fengqiao.Assessment.Indicators;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Assessment.Features.ShowIndicators;

public sealed record RankingColumn(string Name, string? Note);

public sealed record RankingCell(string Text, string? Note);

public sealed record RankingLink(string Href, string Text);

/// <param name="Score">Null where no total score is shown.</param>
/// <param name="Links">Lists of cases that the row was counted from.</param>
public sealed record RankingRow(string Rank, string Name, string? Score, IReadOnlyList<RankingCell> Cells, IReadOnlyList<RankingLink> Links);

/// <summary>Towns, villages, grids or units side by side, in words.</summary>
/// <param name="By">town, village, grid or unit.</param>
public sealed record RankingView(string By, bool HasScore, bool HasLinks, IReadOnlyList<RankingColumn> Columns, IReadOnlyList<RankingRow> Rows);

internal sealed class RankingViews(IStringLocalizer<AssessmentTexts> texts)
{
    /// <summary>All indicators that weigh, with the total score.</summary>
    public RankingView Weighed(IndicatorMonth month) => Make(month, [.. month.Indicators.Index().Where(i => i.Item.Of.Weight > 0)], hasScore: true);

    /// <summary>One indicator, with the lists it was counted from.</summary>
    public RankingView Of(IndicatorMonth month, string code) => Make(month, [.. month.Indicators.Index().Where(i => i.Item.Code == code)], hasScore: false);

    private RankingView Make(IndicatorMonth month, IReadOnlyList<(int Index, ReadIndicator Item)> columns, bool hasScore)
    {
        var by = IndicatorTables.CodeOf(month.By);
        return new RankingView(
            by, hasScore, !hasScore,
            [.. columns.Select(c => new RankingColumn(c.Item.Of.NameIn(Languages.IsEnglish), hasScore ? Shown.Of(c.Item.Of.Share, true) : null))],
            [.. month.Parts.Select(row => new RankingRow(
                row.Rank?.ToString(CultureInfo.InvariantCulture) ?? "—",
                row.Part.Name,
                hasScore ? row.Score is { } score ? (score * 100).ToString("0.0", CultureInfo.InvariantCulture) : "—" : null,
                [.. columns.Select(c => new RankingCell(Shown.Of(row.Figures[c.Index], c.Item), Note(row.Figures[c.Index])))],
                hasScore ? [] : [.. columns.SelectMany(c => c.Item.Formula.Names.Distinct()).Select(name => Link(month, by, row, name))]))]);
    }

    private RankingLink Link(IndicatorMonth month, string by, RankedPart row, string name) => new(
        $"/indicators/cases?count={name}&month={month.Month.Text}&by={by}&key={Uri.EscapeDataString(row.Part.Key)}",
        $"{texts[$"count.{name}"].Value} {CountNames.Of(row.Part.Tally, name).ToString("#,0", CultureInfo.InvariantCulture)}");

    private string? Note(Figure figure) => figure.Population is not { } n ? null
        : figure is { IsSmall: true, Value: not null } ? $"{texts["N", n.ToString("#,0.##", CultureInfo.InvariantCulture)].Value} · {texts["Small"].Value}"
        : texts["N", n.ToString("#,0.##", CultureInfo.InvariantCulture)].Value;
}
