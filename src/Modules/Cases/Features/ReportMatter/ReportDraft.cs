using System.Globalization;
using System.Text.Json.Serialization;
using Fengqiao.Cases.Intake;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Cases.Features.ReportMatter;

/// <summary>
/// What a visitor has told so far, every field as typed. It stays in the visitor's own browser, sealed, until it is sent; who they are is
/// asked last and never kept in it.
/// </summary>
internal sealed record ReportDraft
{
    public const string Cookie = "fq.draft";
    public const string Path = "/report";

    /// <summary>A day: long enough for a dead battery or a lost connection, short enough for a phone that is passed on.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>
    /// Characters. What the form takes fits into the cookies a proxy lets through (8 KB a header); the API takes more.
    /// </summary>
    public const int LongestDescription = 2000;

    /// <summary>Longer titles are cut: it is a title, the description holds the rest.</summary>
    private const int DerivedTitle = 40;

    /// <summary>Makes a report sent twice one report.</summary>
    public required string Key { get; init; }

    public string Description { get; init; } = "";

    /// <summary>Code; empty where the visitor is not sure; null while it has not been asked.</summary>
    public string? Category { get; init; }

    public string Region { get; init; } = "";

    public string Address { get; init; } = "";

    public string Latitude { get; init; } = "";

    public string Longitude { get; init; } = "";

    /// <summary>The place has been asked.</summary>
    public bool HasPlace { get; init; }

    /// <summary>The visitor has seen what is already known nearby and goes on all the same.</summary>
    public bool HasSeenNearby { get; init; }

    [JsonIgnore]
    public double? LatitudeDegrees => Degrees(Latitude);

    [JsonIgnore]
    public double? LongitudeDegrees => Degrees(Longitude);

    /// <summary>Other words mean another matter: category and neighbours are looked for again.</summary>
    public ReportDraft Told(string description) =>
        description == Description ? this : this with { Description = description, Category = null, HasSeenNearby = false };

    public ReportDraft At(IFormCollection form) => this with
    {
        Category = form["otherCategory"].ToString() is { Length: > 0 } other ? other : form["category"].ToString(),
        Region = form["region"].ToString(),
        Address = Short(form["address"].ToString(), CaseIntake.LongestAddress + 1),
        Latitude = Short(form["latitude"].ToString(), 20),
        Longitude = Short(form["longitude"].ToString(), 20),
        HasPlace = true,
        HasSeenNearby = false,
    };

    /// <summary>What the platform takes, with who sends it as far as that is known yet.</summary>
    public ReportRequest ToRequest(ReporterDetails? reporter) => new(
        TitleFrom(Description),
        Description,
        Category,
        PeopleConcerned: null,
        LatitudeDegrees,
        LongitudeDegrees,
        Address,
        Region,
        reporter?.NameToKeep,
        reporter?.PhoneToKeep,
        reporter?.IsAnonymous ?? false,
        reporter?.Wish == "secret",
        PrivacyNotice.Version);

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

    /// <summary>Nobody can type more into the field; a program that does is told of its mistake all the same.</summary>
    private static string Short(string text, int most) => text.Length <= most ? text : text[..most];
}

/// <summary>Who reports, as typed on the last step.</summary>
/// <param name="Wish">open, secret or anonymous.</param>
/// <param name="Trap">A field that people do not see. Programs that fill in every field fill it too.</param>
internal sealed record ReporterDetails(string Wish, string Name, string Phone, string Trap)
{
    public const string TrapField = "website";

    public static readonly ReporterDetails Unknown = new("open", "", "", "");

    public bool IsAnonymous => Wish == "anonymous";

    /// <summary>An anonymous visitor's name and number, if typed at all, go no further than here.</summary>
    public string? NameToKeep => IsAnonymous ? null : Name;

    public string? PhoneToKeep => IsAnonymous ? null : Phone;

    public static ReporterDetails Read(IFormCollection form) => new(
        form["wish"].ToString() is "secret" or "anonymous" ? form["wish"].ToString() : "open",
        form["name"].ToString(),
        form["phone"].ToString(),
        form[TrapField].ToString());
}
