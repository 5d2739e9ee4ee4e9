using System.Text.Json.Serialization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Cases.Wording;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;

namespace Fengqiao.Cases.Features;

/// <summary>A code with the words for it.</summary>
public sealed record Named(string Code, string Name);

/// <summary>A case in a list.</summary>
/// <param name="StoppedAt">When the clock of the closing limit stopped; null while it runs.</param>
public sealed record CaseRow(
    string Number,
    string Title,
    string State,
    string Channel,
    Named? Category,
    Named Place,
    Named? LeadUnit,
    string Urgency,
    DateTime ReceivedAt,
    DateTime RegisteredAt,
    DateTime? DueAt,
    DateTime? StoppedAt,
    string LimitColour,
    bool Overdue,
    double? Longitude,
    double? Latitude,
    int Version);

/// <summary>One of the three limits of a dispatched case.</summary>
/// <param name="Kind">sign, first-contact or close.</param>
/// <param name="StoppedAt">When it was met; null while it runs.</param>
public sealed record LimitView(string Kind, DateTime DueAt, DateTime? OriginalDueAt, DateTime? StoppedAt, string Colour);

/// <summary>A person of a case, as far as the caller may know them.</summary>
/// <param name="IsKept">The caller may not know who this is.</param>
public sealed record PersonView(Guid Id, string Role, string? Name, string? Phone, bool CanReveal, [property: JsonIgnore] bool IsKept = false);

/// <param name="AddedBy">Display name of who attached it; null for the reporter.</param>
public sealed record AttachmentView(Guid Id, string Stage, string Name, string ContentType, long Size, DateTime AddedAt, string? AddedBy)
{
    [JsonIgnore] public bool IsPicture => ContentType is "image/jpeg" or "image/png" or "image/webp";
}

/// <summary>A whole case.</summary>
/// <param name="AboutUnit">The unit complained about, whose people never learn who complained.</param>
/// <param name="Supporters">How many citizens said "me too"; nothing else is known of them.</param>
public sealed record CaseView(
    CaseRow Summary,
    string Description,
    string? Address,
    int PeopleConcerned,
    int Supporters,
    string Wish,
    string Secrecy,
    Named? AboutUnit,
    string Desk,
    string DeskName,
    IReadOnlyList<Named> AssistingUnits,
    bool IsFinalDispatch,
    string FirstReceiver,
    Named? FirstReceiverUnit,
    DateTime? DispatchedAt,
    DateTime? SignedAt,
    DateTime? ContactedAt,
    DateTime? SubmittedAt,
    DateTime? ClosedAt,
    string? Resolution,
    string? Satisfaction,
    string? Rating,
    int TimesReturned,
    int TimesSentBack,
    int TimesReopened,
    string? MergedInto,
    string? ExternalId,
    IReadOnlyList<LimitView> Limits,
    IReadOnlyList<PersonView> People,
    IReadOnlyList<AttachmentView> Attachments);

public sealed record TimelineView(
    DateTime At,
    string Move,
    string From,
    string To,
    string Account,
    string Name,
    Named? Unit,
    Named? ToUnit,
    string Text,
    Named? Reason,
    string? Resolution,
    string? Satisfaction);

/// <summary>Turns stored rows into what people and programs read: codes get their words.</summary>
internal sealed class CasePresenter(IRegionDirectory regions, IUnitDirectory units, CatalogueSource catalogue, WordSource words, CountyClock clock)
{
    public CaseRow Row(Case c)
    {
        var now = clock.UtcNow;
        return new CaseRow(
            c.Number,
            c.Title,
            CaseCodes.Of(c.State),
            CaseCodes.Of(c.Channel),
            Category(c.Category),
            Place(c.Place),
            Unit(c.LeadUnitId),
            CaseCodes.Of(c.Urgency),
            c.ReceivedUtc,
            c.RegisteredUtc,
            c.CloseDueUtc,
            c.StoppedUtc,
            CaseCodes.Of(RunningColour(c, now)),
            c.IsLate(now),
            c.Longitude,
            c.Latitude,
            c.Version);
    }

    public Named? Category(string? code) => code is null ? null : new Named(code, catalogue.Current.PathOf(code, Languages.IsEnglish));

    /// <summary>The reason of a move, in the county's word for it.</summary>
    public Named? Reason(CaseMove move, string? code) =>
        code is null ? null : new Named(code, WordLists.ForReasonOf(move) is { } list && words.Current.NameOf(Word.IdOf(list.Name, code)) is { } name ? name : code);

    public Named Place(string code) => RegionCode.TryParse(code, out var place) ? new Named(code, regions.PathOf(place)) : new Named(code, code);

    public Named? Unit(Guid? id) => id is { } known && units.Find(known) is { } unit ? new Named(unit.Code, unit.Name) : null;

    public IEnumerable<LimitView> Limits(Case c)
    {
        var now = clock.UtcNow;
        if (c.SignDueUtc is { } sign)
        {
            yield return new LimitView("sign", sign, null, c.SignedUtc, Colour(c.DispatchedUtc, sign, c.SignedUtc, now));
        }

        if (c.ContactDueUtc is { } contact)
        {
            yield return new LimitView("first-contact", contact, null, c.ContactedUtc, Colour(c.DispatchedUtc, contact, c.ContactedUtc, now));
        }

        if (c.CloseDueUtc is { } close)
        {
            yield return new LimitView("close", close, c.CloseDueOriginalUtc, c.StoppedUtc, Colour(c.DispatchedUtc, close, c.StoppedUtc, now));
        }
    }

    private static LimitColour RunningColour(Case c, DateTime now) =>
        c.StoppedUtc is null || c.IsLate(now) ? LimitColours.Of(c.DispatchedUtc, c.CloseDueUtc, c.StoppedUtc ?? now) : LimitColour.None;

    /// <summary>A limit that was met keeps the colour of the verdict: green in time, red late.</summary>
    private static string Colour(DateTime? start, DateTime due, DateTime? stopped, DateTime now) => CaseCodes.Of(
        stopped is { } met ? met <= due ? LimitColour.Green : LimitColour.Red : LimitColours.Of(start, due, now));
}

/// <summary>The language of the request, for names that are stored in both.</summary>
internal static class Languages
{
    public static bool IsEnglish => System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
}
