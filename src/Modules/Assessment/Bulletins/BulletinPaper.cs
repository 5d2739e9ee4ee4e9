using System.Globalization;
using Fengqiao.Assessment.Facts;
using Fengqiao.Assessment.Features;
using Fengqiao.Kernel;
using Fengqiao.Platform.Documents;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Assessment.Bulletins;

/// <summary>A bulletin as an official paper (GB/T 9704) and as rows of a sheet, from what was published and nothing else.</summary>
internal sealed class BulletinPaper(IStringLocalizer<AssessmentTexts> texts, CountyClock clock)
{
    public string NameOf(Bulletin bulletin) => texts["Bulletin.Name", new Month(bulletin.Month).First.Year, new Month(bulletin.Month).First.Month];

    /// <summary>〔2026〕第 3 期.</summary>
    public string NumberOf(Bulletin bulletin) => texts["Bulletin.Number", new Month(bulletin.Month).First.Year, bulletin.Number];

    public OfficialPaper Make(Bulletin bulletin)
    {
        var content = BulletinContent.Parse(bulletin.Content);
        List<PaperBlock> blocks = [new PaperText(texts["Bulletin.Intro", content.County, new Month(bulletin.Month).First.Year, new Month(bulletin.Month).First.Month])];
        blocks.AddRange(bulletin.Remarks.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => new PaperText(p)));
        blocks.Add(new PaperHeading(texts["Bulletin.All"]));
        blocks.Add(new PaperTable(
            [texts["Indicator"], texts["Value"], texts["Population"], texts["Target"], texts["Before"], texts["YearAgo"]],
            [28, 16, 14, 14, 14, 14],
            [.. content.Indicators.Select(i => (IReadOnlyList<string>)
            [
                Name(i), Shown.Of(i.Value, i.IsRate), Count(i.Population), Shown.Of(i.Target, true), Shown.Of(i.Before, i.IsRate), Shown.Of(i.YearAgo, i.IsRate),
            ])]));
        Add(blocks, texts["Ranking.town"], texts["By.town"], content, content.Towns);
        Add(blocks, texts["Ranking.unit"], texts["By.unit"], content, content.Units);
        blocks.Add(new PaperHeading(texts["Bulletin.Notes"]));
        blocks.AddRange(content.Indicators.Select(i => new PaperText($"{Name(i)}：{(Languages.IsEnglish ? i.DefinitionEn : i.Definition)}")));
        blocks.Add(new PaperText(texts["Bulletin.Seal", bulletin.Hash]));
        var day = clock.ToLocal(bulletin.PublishedUtc);
        return new OfficialPaper(NameOf(bulletin), blocks)
        {
            Reference = NumberOf(bulletin),
            SignedBy = texts["Bulletin.Office", content.County],
            SignedOn = texts["Bulletin.Date", day.Year, day.Month, day.Day],
        };
    }

    /// <summary>One row for each figure.</summary>
    public (IReadOnlyList<string> Headers, IEnumerable<IReadOnlyList<object?>> Rows) Rows(Bulletin bulletin)
    {
        var content = BulletinContent.Parse(bulletin.Content);
        IEnumerable<IReadOnlyList<object?>> Of(string by, IReadOnlyList<BulletinPart> parts) => parts.SelectMany(p => content.Indicators.Index().Select(i => (IReadOnlyList<object?>)
            [by, p.Name, Name(i.Item), Value(p.Values[i.Index], i.Item.IsRate), p.Populations[i.Index], null, null, p.Rank]));
        return (
            [texts["By"], texts["Bulletin.Where"], texts["Indicator"], texts["Value"], texts["Population"], texts["Before"], texts["YearAgo"], texts["Rank"]],
            [
                .. content.Indicators.Select(i => (IReadOnlyList<object?>)
                    [texts["By.county"].Value, content.County, Name(i), Value(i.Value, i.IsRate), i.Population, Value(i.Before, i.IsRate), Value(i.YearAgo, i.IsRate), null]),
                .. Of(texts["By.town"], content.Towns),
                .. Of(texts["By.unit"], content.Units),
            ]);
    }

    private static void Add(List<PaperBlock> blocks, string heading, string first, BulletinContent content, IReadOnlyList<BulletinPart> parts)
    {
        var weighed = content.Indicators.Index().Where(i => i.Item.Weight > 0).ToList();
        if (parts.Count == 0 || weighed.Count == 0)
        {
            return;
        }

        blocks.Add(new PaperHeading(heading));
        blocks.Add(new PaperTable(
            ["#", first, .. weighed.Select(i => Name(i.Item))],
            [6, 24, .. weighed.Select(_ => 70 / weighed.Count)],
            [.. parts.Select(p => (IReadOnlyList<string>)[p.Rank?.ToString(CultureInfo.InvariantCulture) ?? "—", p.Name, .. weighed.Select(i => Shown.Of(p.Values[i.Index], i.Item.IsRate))])]));
    }

    private static string Name(BulletinIndicator indicator) => Languages.IsEnglish ? indicator.NameEn : indicator.Name;

    /// <summary>A rate in percent, as its column is read in a sheet.</summary>
    private static object? Value(decimal? value, bool isRate) => value is { } known ? Math.Round(isRate ? known * 100 : known, 2) : null;

    private static string Count(decimal? population) => population?.ToString("#,0.##", CultureInfo.InvariantCulture) ?? "—";
}
