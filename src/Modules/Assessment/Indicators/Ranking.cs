namespace Fengqiao.Assessment.Indicators;

/// <summary>A place or unit with its figures and where that puts it.</summary>
/// <param name="Figures">In the order of the indicators.</param>
/// <param name="Score">Sum of weight × value, 0 to 1; null where an indicator that weighs has no value.</param>
/// <param name="Rank">1 is best; equal figures share a rank; null where there were too few cases to rank.</param>
internal sealed record RankedPart(CountedPart Part, IReadOnlyList<Figure> Figures, decimal? Score, int? Rank);

internal static class Ranking
{
    /// <summary>By the total score, or by one indicator.</summary>
    /// <param name="by">Null ranks by the score.</param>
    public static IReadOnlyList<RankedPart> Of(IReadOnlyList<CountedPart> parts, IReadOnlyList<ReadIndicator> indicators, string? by)
    {
        var index = by is null ? -1 : indicators.ToList().FindIndex(i => i.Code == by);
        var rows = parts.Select(p =>
        {
            Figure[] figures = [.. indicators.Select(i => i.Figure(p.Tally))];
            return (Part: p, Figures: figures, Score: ScoreOf(figures, indicators));
        }).ToList();
        decimal? Value((CountedPart Part, Figure[] Figures, decimal? Score) row) => index < 0
            ? row.Figures.Zip(indicators).Any(p => p.Second.Of.Weight > 0 && p.First.IsSmall) ? null : row.Score
            : row.Figures[index].IsSmall ? null : row.Figures[index].Value;
        var isHigherBetter = index < 0 || indicators[index].Of.IsHigherBetter;
        var values = rows.Select(Value).OfType<decimal>().ToList();
        int? RankOf(decimal? value) => value is not { } own ? null : 1 + values.Count(v => isHigherBetter ? v > own : v < own);
        return
        [
            .. rows.Select(r => new RankedPart(r.Part, r.Figures, r.Score, RankOf(Value(r))))
                .OrderBy(r => r.Rank ?? int.MaxValue).ThenBy(r => r.Part.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>One that is better when lower scores by what is missing to one.</summary>
    private static decimal? ScoreOf(IReadOnlyList<Figure> figures, IReadOnlyList<ReadIndicator> indicators)
    {
        var weighed = figures.Zip(indicators).Where(p => p.Second.Of.Weight > 0).ToList();
        return weighed.Count == 0 || weighed.Exists(p => p.First.Value is null)
            ? null
            : weighed.Sum(p => p.Second.Of.Share * (p.Second.Of.IsHigherBetter ? p.First.Value!.Value : 1 - p.First.Value!.Value));
    }
}
