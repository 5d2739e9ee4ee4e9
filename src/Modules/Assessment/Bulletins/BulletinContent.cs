using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Fengqiao.Assessment.Bulletins;

/// <summary>What a bulletin says: every indicator with its definition as it held, for the county, its towns and its units.</summary>
/// <param name="Month">2026-10.</param>
public sealed record BulletinContent(string Month, string County, IReadOnlyList<BulletinIndicator> Indicators, IReadOnlyList<BulletinPart> Towns, IReadOnlyList<BulletinPart> Units)
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>In one way only, so that the same figures are the same bytes.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Plain);

    public static BulletinContent Parse(string json) => JsonSerializer.Deserialize<BulletinContent>(json, Plain)!;
}

/// <param name="Value">Null where there was nothing to judge. Likewise of the month before and the same month a year ago.</param>
/// <param name="Population">By how many cases a rate was judged; null for a count.</param>
public sealed record BulletinIndicator(
    string Code, string Name, string NameEn, string Definition, string DefinitionEn, string Formula, bool IsRate, bool IsHigherBetter, decimal Weight, decimal? Target,
    decimal? Value, decimal? Population, decimal? Before, decimal? YearAgo);

/// <param name="Values">In the order of the indicators.</param>
public sealed record BulletinPart(string Key, string Name, IReadOnlyList<decimal?> Values, IReadOnlyList<decimal?> Populations, decimal? Score, int? Rank);
