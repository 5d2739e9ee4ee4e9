using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Cases.Features.ReportMatter;

/// <summary>
/// The form as the visitor filled it, every field as typed: whatever is wrong with it, it is shown again with nothing lost.
/// </summary>
internal sealed record ReportForm
{
    /// <summary>A field that people do not see. Programs that fill in every field fill it too.</summary>
    public const string TrapField = "website";

    /// <summary>Longer titles are cut: it is a title, the description holds the rest.</summary>
    private const int DerivedTitle = 40;

    public string Description { get; init; } = "";

    public string Title { get; init; } = "";

    public string Category { get; init; } = "";

    public string Region { get; init; } = "";

    public string Address { get; init; } = "";

    public string Latitude { get; init; } = "";

    public string Longitude { get; init; } = "";

    /// <summary>open, secret or anonymous.</summary>
    public string Wish { get; init; } = "open";

    public string Name { get; init; } = "";

    public string Phone { get; init; } = "";

    public string Trap { get; init; } = "";

    /// <summary>The visitor has seen what is already known nearby and sends all the same.</summary>
    public bool HasSeenNearby { get; init; }

    public bool IsAnonymous => Wish == "anonymous";

    public double? LatitudeDegrees => Degrees(Latitude);

    public double? LongitudeDegrees => Degrees(Longitude);

    public static ReportForm Read(IFormCollection form) => new()
    {
        Description = form["description"].ToString(),
        Title = form["title"].ToString(),
        Category = form["category"].ToString(),
        Region = form["region"].ToString(),
        Address = form["address"].ToString(),
        Latitude = form["latitude"].ToString(),
        Longitude = form["longitude"].ToString(),
        Wish = form["wish"].ToString() is "secret" or "anonymous" ? form["wish"].ToString() : "open",
        Name = form["name"].ToString(),
        Phone = form["phone"].ToString(),
        Trap = form[TrapField].ToString(),
        HasSeenNearby = form["seen"] == "1",
    };

    /// <summary>What the platform takes. An anonymous visitor's name and number, if typed at all, go no further than here.</summary>
    public ReportRequest ToRequest() => new(
        string.IsNullOrWhiteSpace(Title) ? TitleFrom(Description) : Title,
        Description,
        Category,
        PeopleConcerned: null,
        LatitudeDegrees,
        LongitudeDegrees,
        Address,
        Region,
        IsAnonymous ? null : Name,
        IsAnonymous ? null : Phone,
        IsAnonymous,
        Wish == "secret");

    /// <summary>The first sentence, cut where a reader can bear it.</summary>
    public static string TitleFrom(string description)
    {
        var text = description.Trim();
        var end = text.IndexOfAny(['。', '！', '？', '!', '?', '；', ';', '\r', '\n']);
        var sentence = new StringInfo((end > 0 ? text[..end] : text).Trim());
        return sentence.LengthInTextElements <= DerivedTitle ? sentence.String : sentence.SubstringByTextElements(0, DerivedTitle) + "…";
    }

    /// <summary>What is no number is no place in the county either: NaN lets the one check of the point say so.</summary>
    private static double? Degrees(string text) =>
        string.IsNullOrWhiteSpace(text) ? null
        : double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) ? degrees
        : double.NaN;
}
