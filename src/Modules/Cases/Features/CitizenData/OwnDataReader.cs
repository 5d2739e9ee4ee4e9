using System.Text.Json;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Audit;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.Retention;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.CitizenData;

/// <summary>A reporter's own case with the person in it, found by number and tracking code.</summary>
internal sealed record OwnCase(LoadedCase Loaded, CasePerson? Person);

/// <summary>Puts together what PIPL 45 and 48 let a person ask for: a copy of their data, and how and why they are used.</summary>
internal sealed class OwnDataReader(CaseReader reader, FengqiaoDb db, PersonVault vault, CasePresenter presenter, CatalogueSource catalogue, Writer writer, CurrentActor current)
{
    public async Task<OwnCase?> FindAsync(TrackingProof proof, CancellationToken ct)
    {
        // Staff who are signed in in the same browser act as the reporter here.
        current.Actor = Actor.Citizen;
        return await reader.FindByTrackingAsync(proof.Number, proof.Code, ct) is { } loaded
            ? new OwnCase(loaded, await db.Set<CasePerson>().FirstOrDefaultAsync(p => p.CaseId == loaded.Case.Id && p.Role == PersonRole.Reporter, ct))
            : null;
    }

    /// <summary>Everything, name and number masked: the page may be read over a shoulder.</summary>
    public async Task<OwnData?> MaskedAsync(TrackingProof proof, CancellationToken ct) =>
        await FindAsync(proof, ct) is { } own ? await ReadAsync(own, person => person.Masked(), ct) : null;

    /// <summary>Everything in full. That it was handed out is audited first.</summary>
    public async Task<Result<OwnData>> CopyAsync(TrackingProof proof, CancellationToken ct)
    {
        if (await FindAsync(proof, ct) is not { } own)
        {
            return CaseErrors.TrackingFailed;
        }

        var audited = await writer.SaveAsync(new Commit().Audit("person.copy", "case", own.Loaded.Case.Number), ct);
        return audited.Failed(out var error) ? error : await ReadAsync(own, person => person, ct);
    }

    private async Task<OwnData> ReadAsync(OwnCase own, Func<PersonDetails, PersonDetails> shown, CancellationToken ct)
    {
        var on = own.Loaded.Case;
        var files = await db.Set<CaseAttachment>().Where(a => a.CaseId == on.Id && a.AddedBy == Actor.Citizen.Account).Select(a => a.Name).ToListAsync(ct);
        var steps = await db.Set<TimelineEntry>().Where(e => e.CaseId == on.Id && e.IsPublic).OrderBy(e => e.AtUtc).ThenBy(e => e.Id).ToListAsync(ct);
        var matter = new OwnMatter(
            on.ReceivedUtc, on.Title, on.Description, presenter.Place(on.Place).Name, on.Address, on.Longitude, on.Latitude, CaseCodes.Of(on.Wish), on.PrivacyNotice, files,
            steps.ConvertAll(e => new OwnStep(e.AtUtc, CaseCodes.Of(e.Move), presenter.Unit(e.ToUnitId ?? e.UnitId)?.Name, MoveTable.IsWordedForReporter(e.Move) ? e.Text : "")));
        return new OwnData(on.Number, PersonOf(own.Person, shown), matter, HandlingOf(on), await KeepingAsync(own, ct), await LooksAsync(on.Number, ct));
    }

    private OwnPerson? PersonOf(CasePerson? person, Func<PersonDetails, PersonDetails> shown)
    {
        if (person is null)
        {
            return null;
        }

        var opened = vault.Open(person.Id, new SealedPerson(person.WrappedKey, person.Sealed));
        return opened.IsSuccess ? new OwnPerson(shown(opened.Value).Name, shown(opened.Value).Phone, false) : new OwnPerson(null, null, opened.Error.Code == PersonalDataErrors.Erased);
    }

    private OwnHandling HandlingOf(Case on)
    {
        var category = catalogue.Current.Find(on.Category);
        var basis = on.DispatchedUtc is { } dispatched
            ? LimitFinder.RuleFor(catalogue.Current.LimitRules, LimitKind.Close, on.Category, on.Channel, on.Urgency, DateOnly.FromDateTime(dispatched)).Basis
            : null;
        return new OwnHandling(Languages.IsEnglish ? category?.NameEn : category?.Name, presenter.Unit(on.LeadUnitId)?.Name, on.DispatchedUtc, on.CloseDueUtc, basis);
    }

    private async Task<OwnKeeping> KeepingAsync(OwnCase own, CancellationToken ct)
    {
        var on = own.Loaded.Case;
        var rule = await db.Set<RetentionRule>().FirstAsync(r => r.Code == RetentionRule.CasePeople, ct);
        var erased = own.Person is { } person ? await db.Set<Erasure>().Where(e => e.Id == person.Id).Select(e => (DateTime?)e.AtUtc).FirstOrDefaultAsync(ct) : null;
        return new OwnKeeping(rule.Days, rule.Basis, on.ClosedUtc?.AddDays(rule.Days), !CaseStates.Open.Contains(on.State) && own.Person is { WrappedKey.Length: > 0 }, erased);
    }

    private async Task<IReadOnlyList<OwnLook>> LooksAsync(string number, CancellationToken ct)
    {
        var looks = await db.Set<AuditEntry>().Where(e => e.ObjectId == number && e.Action == "person.reveal").OrderBy(e => e.AtUtc).ToListAsync(ct);
        return looks.ConvertAll(e => new OwnLook(e.AtUtc, ReasonOf(e.Details)));
    }

    private static string ReasonOf(string details)
    {
        using var json = JsonDocument.Parse(details);
        return json.RootElement.TryGetProperty("reason", out var reason) ? reason.GetString() ?? "" : "";
    }
}
