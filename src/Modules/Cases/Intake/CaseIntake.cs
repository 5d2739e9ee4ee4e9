using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Cases;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.Search;

namespace Fengqiao.Cases.Intake;

/// <summary>A case that is in order, and the commit that will take it in.</summary>
/// <param name="TrackingCode">Told to the reporter now or never.</param>
internal sealed record PreparedCase(Case Case, string TrackingCode, Commit Commit);

/// <summary>
/// The one way in: checks a draft, finds place and desk, seals the people, and prepares everything that is written together. The first
/// receiver is whoever acts now and never changes (首问负责).
/// </summary>
internal sealed class CaseIntake(PlaceFinder places, CatalogueSource catalogue, PersonVault vault, CountyClock clock)
{
    public const string SearchIndex = "case_search";
    private const int LongestTitle = 200;
    public const int LongestAddress = 300;
    public const int LongestName = 100;
    private const int LongestDescription = 20_000;
    private const int MostPeople = 100_000;

    /// <summary>A little ahead is a clock that runs fast, not the future.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    public Result<PreparedCase> Prepare(CaseDraft draft, Actor actor)
    {
        var place = places.Find(draft.Longitude, draft.Latitude, draft.Region, draft.Address);
        List<Error> errors = [.. Faults(draft)];
        if (place.Failed(out var placeError))
        {
            errors.Add(placeError);
        }

        return Error.Join(errors) is { } error ? error : Build(draft, actor, place.Value);
    }

    private IEnumerable<Error> Faults(CaseDraft draft)
    {
        if (WrittenText.Of(draft.Title) is null)
        {
            yield return CaseErrors.TitleMissing;
        }

        if (WrittenText.Of(draft.Description) is null)
        {
            yield return CaseErrors.DescriptionMissing;
        }

        (string Field, string? Text, int Longest)[] texts =
        [
            ("title", draft.Title, LongestTitle),
            ("description", draft.Description, LongestDescription),
            ("location.address", draft.Address, LongestAddress),
            ("reporter.name", draft.ReporterName, LongestName),
            ("respondent.name", draft.RespondentName, LongestName),
        ];
        foreach (var (field, _, longest) in texts.Where(t => t.Text?.Trim().Length > t.Longest))
        {
            yield return CaseErrors.TooLong(field, longest);
        }

        if (draft.Category is { Length: > 0 } category && catalogue.Current.Find(category) is not { IsActive: true })
        {
            yield return CaseErrors.CategoryUnknown;
        }

        if (draft.ReceivedUtc > clock.UtcNow + ClockTolerance)
        {
            yield return CaseErrors.InTheFuture;
        }

        if (draft.PeopleConcerned is < 1 or > MostPeople)
        {
            yield return CaseErrors.PeopleConcerned;
        }

        if (!string.IsNullOrWhiteSpace(draft.ReporterPhone) && LookupValue.Phone(draft.ReporterPhone) is null)
        {
            yield return CaseErrors.PhoneMalformed;
        }
    }

    private PreparedCase Build(CaseDraft draft, Actor actor, RegionCode place)
    {
        var now = clock.UtcNow;
        var title = WrittenText.Of(draft.Title)!;
        var description = WrittenText.Of(draft.Description)!;
        var taken = new Case
        {
            Id = clock.NewId(),
            Title = title,
            Description = description,
            Channel = draft.Channel,
            Urgency = draft.Urgency,
            PeopleConcerned = draft.PeopleConcerned ?? 1,
            Wish = draft.IsAnonymous ? ReporterWish.Anonymous : draft.IsSecret ? ReporterWish.Secret : ReporterWish.Open,
            PrivacyNotice = draft.PrivacyNotice,
            Place = place.Value,
            Longitude = draft.Longitude,
            Latitude = draft.Latitude,
            Address = WrittenText.Of(draft.Address),
            Desk = DeskFinder.For(actor, place).Value,
            FirstReceiver = actor.Account,
            FirstReceiverUnitId = actor.PostsWith(Rights.CasesRegister).FirstOrDefault()?.UnitId,
            ReceivedUtc = draft.ReceivedUtc ?? now,
            RegisteredUtc = now,
            ExternalSource = draft.ExternalSource,
            ExternalId = draft.ExternalId,
        }.Begin(string.IsNullOrEmpty(draft.Category) ? null : draft.Category);

        var commit = new Commit()
            .Number("cases", n => taken.Sequence = n)
            .Number(NumberSeries(taken), n => taken.Number = NumberSeries(taken) + n.ToString("D5", CultureInfo.InvariantCulture))
            .Insert(taken)
            .Insert(TimelineEntry.Registration(taken, clock.NewId()))
            .InsertAll(People(draft, taken))
            .Index(SearchIndex, () => taken.Sequence, CharacterPairs.Of(title, description))
            .AuditLate("case.register", "case", () => taken.Number, new { taken.Channel, taken.Place })
            .Publish(() => new CaseRegistered(taken.Id, taken.Number, CaseCodes.Of(taken.Channel), taken.Category, taken.Place, now));
        return new PreparedCase(taken, TrackingCode.For(vault, taken.Id), commit);
    }

    /// <summary>SJ + date + six digits of the county; five digits that count without gaps follow.</summary>
    private string NumberSeries(Case taken) =>
        $"SJ{clock.ToLocal(taken.RegisteredUtc).ToString("yyyyMMdd", CultureInfo.InvariantCulture)}{taken.Place[..6]}";

    private IEnumerable<CasePerson> People(CaseDraft draft, Case taken)
    {
        if (!draft.IsAnonymous && (WrittenText.Of(draft.ReporterName) ?? WrittenText.Of(draft.ReporterPhone) ?? WrittenText.Of(draft.ReporterExternalId)) is not null)
        {
            yield return SealedPeople.Make(vault, clock.NewId(), taken.Id, PersonRole.Reporter, draft.ReporterName, draft.ReporterPhone, draft.ReporterExternalId);
        }

        if ((WrittenText.Of(draft.RespondentName) ?? WrittenText.Of(draft.RespondentPhone)) is not null)
        {
            yield return SealedPeople.Make(vault, clock.NewId(), taken.Id, PersonRole.Respondent, draft.RespondentName, draft.RespondentPhone, null);
        }
    }
}
