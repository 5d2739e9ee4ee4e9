using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.Proposals;

/// <summary>Why two matters are taken for one, in words.</summary>
internal static class SimilarWords
{
    public static string Why(IStringLocalizer<CasesTexts> texts, SimilarCase similar)
    {
        var said = texts["Case.Similar.Why", Math.Round(similar.Likeness * 100), Math.Round(similar.TitleLikeness * 100)].Value;
        return similar.Places is [var place, ..] ? $"{said} · {texts["Case.Similar.Why.Place", place].Value}" : said;
    }
}
