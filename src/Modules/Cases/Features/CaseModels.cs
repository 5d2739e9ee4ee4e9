using System.Text.Json.Serialization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Moving;
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

/// <summary>One of the limits of a dispatched case.</summary>
/// <param name="Kind">sign, first-contact, close, or statute for the limit of law that governs the matter.</param>
/// <param name="OriginalDueAt">Before rolling over days of rest; null where nothing rolls.</param>
/// <param name="StoppedAt">When it was met, or since when it stands still; null while it runs.</param>
/// <param name="FirstDueAt">The closing limit as it was set at the dispatch, before extensions and standstills.</param>
/// <param name="Rule">Code of the rule it comes from.</param>
/// <param name="Basis">Article of law or decision that sets it.</param>
public sealed record LimitView(
    string Kind, DateTime DueAt, DateTime? OriginalDueAt, DateTime? StoppedAt, string Colour, DateTime? FirstDueAt = null, string? Rule = null, string? Basis = null);

/// <summary>How the closing clock of a dispatched case may be changed, and how it was.</summary>
/// <param name="Unit">In which the closing limit and its extensions are counted.</param>
/// <param name="ExtensionAmount">More time at most, each time; null where none may be given. Likewise how often, and who allows it.</param>
/// <param name="Asked">extension or suspension, while it waits for a decision.</param>
/// <param name="HeldAt">Since when the clock stands still; null while it does not.</param>
/// <param name="Hold">hearing, supplement or impossible.</param>
/// <param name="ReturnDueAt">Until when the unit may ask to return it.</param>
public sealed record ClockView(
    string Unit,
    int? ExtensionAmount,
    int? ExtensionTimes,
    string? ExtensionBy,
    int Extended,
    int TimesExtended,
    string? Asked,
    DateTime? AskedAt,
    int? AskedAmount,
    DateTime? HeldAt,
    string? Hold,
    DateOnly? ReviewOn,
    Named? OwnerUnit,
    DateTime ReturnDueAt,
    int TimesSuspended);

/// <summary>Units are asked whose matter it is, before it is dispatched.</summary>
/// <param name="Until">The last day on which opinions are waited for.</param>
public sealed record ConsultationView(DateTime Since, DateOnly Until, IReadOnlyList<OpinionView> Units);

/// <param name="Opinion">ours, helps or not-ours; null while the unit has not answered.</param>
public sealed record OpinionView(Named Unit, string? Opinion);

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
    IReadOnlyList<AttachmentView> Attachments,
    ClockView? Clock = null,
    ConsultationView? Consultation = null,
    int UnsettledReturns = 0);

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
    string? Satisfaction,
    string? Opinion = null);

/// <summary>Turns stored rows into what people and programs read: codes get their words.</summary>
internal sealed class CasePresenter(IRegionDirectory regions, IUnitDirectory units, CatalogueSource catalogue, LimitClocks clocks, WordSource words, CountyClock clock)
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
        var codes = clocks.Of(c)?.Codes;
        if (c.SignDueUtc is { } sign)
        {
            yield return new LimitView("sign", sign, null, c.SignedUtc, Colour(c.DispatchedUtc, sign, c.SignedUtc, now), null, codes?.Sign, BasisOf(codes?.Sign));
        }

        if (c.ContactDueUtc is { } contact)
        {
            yield return new LimitView("first-contact", contact, null, c.ContactedUtc, Colour(c.DispatchedUtc, contact, c.ContactedUtc, now), null, codes?.Contact, BasisOf(codes?.Contact));
        }

        if (c.CloseDueUtc is { } close)
        {
            yield return new LimitView(
                "close", close, c.CloseDueOriginalUtc, c.StoppedUtc, Colour(c.DispatchedUtc, close, c.StoppedUtc, now), c.CloseDueFirstUtc,
                codes?.Dispatch ?? codes?.Close, codes?.Dispatch ?? BasisOf(codes?.Close));
        }

        if (c.StatuteDueUtc is { } statute)
        {
            var basis = catalogue.Current.StatuteLimits.FirstOrDefault(l => l.Code == c.StatuteRule)?.Basis;
            yield return new LimitView("statute", statute, c.StatuteDueOriginalUtc, c.StoppedUtc, Colour(c.DispatchedUtc, statute, c.StoppedUtc, now), null, c.StatuteRule, basis);
        }
    }

    public ConsultationView? Consultation(LoadedCase loaded) => loaded.Case is { ConsultedUtc: { } since, ConsultUntil: { } until }
        ? new ConsultationView(since, until, [.. loaded.Units.Where(u => u.IsActive).Select(u => (Unit: Unit(u.UnitId), u.Opinion)).Where(u => u.Unit is not null)
            .OrderBy(u => u.Unit!.Code, StringComparer.Ordinal).Select(u => new OpinionView(u.Unit!, u.Opinion is { } opinion ? CaseCodes.Of(opinion) : null))])
        : null;

    public ClockView? Clock(Case c) => clocks.Of(c) is { } running
        ? new ClockView(
            CaseCodes.Of(running.Limits.Close.Unit),
            running.Extension?.Amount,
            running.Extension?.Times,
            running.Extension is { } extension ? CaseCodes.Of(extension.By) : null,
            c.ExtendedAmount,
            c.TimesExtended,
            c.Ask is { } ask ? CaseCodes.Of(ask) : null,
            c.AskedUtc,
            c.AskedAmount,
            c.HeldUtc,
            c.Hold is { } hold ? CaseCodes.Of(hold) : null,
            c.HoldReviewOn,
            Unit(c.HoldOwnerUnitId),
            running.ReturnDue(c),
            c.TimesSuspended)
        : null;

    private string? BasisOf(string? rule) => catalogue.Current.LimitRules.FirstOrDefault(r => r.Code == rule)?.Basis;

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
