using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Intake;
using Fengqiao.Cases.Relating;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Callers;

/// <summary>What the desk knows of somebody who calls again.</summary>
/// <param name="Name">Masked, from the latest matter.</param>
/// <param name="Open">How many of the matters are still open.</param>
public sealed record CallerView(string? Name, int Open, IReadOnlyList<CallerMatter> Matters);

public sealed record CallerMatter(string Number, string Title, string State, DateTime ReceivedAt, Named Place, Named? LeadUnit);

/// <summary>
/// The earlier matters of a caller, by the keyed hash of the number: the number itself is neither stored nor looked through. Only cases
/// the clerk may see, and only where the clerk may know who reported them. Looking somebody up is a read of personal data: the audit entry
/// is on disk before the answer is given.
/// </summary>
internal sealed class CallerLookUp(CaseAccess access, FengqiaoDb db, PersonVault vault, CasePresenter presenter, Writer writer, CurrentActor current)
{
    private const int Most = 10;

    public async Task<Result<CallerView>> HandleAsync(string? phone, CancellationToken ct)
    {
        if (!current.Actor.Can(Rights.CasesRegister))
        {
            return CaseErrors.NotAllowed;
        }

        if (LookupValue.Phone(phone) is not { } number)
        {
            return CaseErrors.PhoneMalformed.For("phone");
        }

        var found = await ReporterMatters.Of(access.Visible(current.Actor), db, SealedPeople.PhoneHash(vault, number))
            .OrderByDescending(m => m.Case.ReceivedUtc).Take(Most).ToListAsync(ct);
        var known = found.FindAll(m => !PersonSecrecy.IsHidden(m.Person, m.Case, current.Actor));

        // The numbers of the cases, never the telephone's: the audit outlives the person's erasure.
        var audited = await writer.SaveAsync(new Commit().Audit("caller.look-up", "caller", known is [var latest, ..] ? latest.Case.Number : "-", new { cases = known.ConvertAll(m => m.Case.Number) }), ct);
        return audited.Failed(out var error) ? error : new CallerView(NameOf(known), known.Count(m => CaseStates.Open.Contains(m.Case.State)), known.ConvertAll(Matter));
    }

    private string? NameOf(List<ReporterMatter> known) => known
        .Select(m => vault.Open(m.Person.Id, new SealedPerson(m.Person.WrappedKey, m.Person.Sealed)))
        .Where(p => p.IsSuccess)
        .Select(p => p.Value.Masked().Name)
        .FirstOrDefault(name => name is not null);

    private CallerMatter Matter(ReporterMatter m) => new(
        m.Case.Number, m.Case.Title, CaseCodes.Of(m.Case.State), m.Case.ReceivedUtc, presenter.Place(m.Case.Place), presenter.Unit(m.Case.LeadUnitId));
}
