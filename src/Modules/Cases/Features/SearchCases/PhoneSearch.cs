using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.SearchCases;

/// <summary>
/// Cases of the person with exactly this telephone number. Only for those who talk to people; who asked, and how many cases came of it, is on
/// disk before the answer is shown. A reporter who asked for secrecy is found by those alone who may know them.
/// </summary>
internal sealed class PhoneSearch(CaseAccess access, FengqiaoDb db, PersonVault vault, Writer writer, CurrentActor current)
{
    /// <summary>The digits of a telephone number, or null for anything else. Mobile numbers, and others with their area code.</summary>
    public static string? NumberIn(string words) =>
        LookupValue.Phone(words) is { } phone && (phone is ['1', _, ..] and { Length: 11 } || phone is ['0', _, ..] and { Length: 10 or 11 or 12 } || phone[0] == '+') ? phone : null;

    public bool IsAllowed => current.Actor.Can(Rights.CasesRegister) || current.Actor.Can(Rights.CasesDispatch) || current.Actor.Can(Rights.CasesCallBack);

    /// <returns>Newest first.</returns>
    public async Task<Result<IReadOnlyList<Case>>> FindAsync(string phone, int most, CancellationToken ct)
    {
        if (!IsAllowed)
        {
            return CaseErrors.NotAllowed;
        }

        var hash = SealedPeople.PhoneHash(vault, phone);
        var found = await db.Set<CasePerson>().Where(p => p.PhoneHash == hash)
            .Join(access.Visible(current.Actor), p => p.CaseId, c => c.Id, (person, on) => new { Person = person, On = on })
            .OrderByDescending(f => f.On.Sequence).Take(most).ToListAsync(ct);
        IReadOnlyList<Case> cases = [.. found.Where(f => !PersonSecrecy.IsHidden(f.Person, f.On, current.Actor)).Select(f => f.On).DistinctBy(c => c.Id)];
        // The numbers of the cases, never the telephone's: the audit outlives the person's erasure.
        var told = await writer.SaveAsync(
            new Commit().Audit("person.find-by-phone", "person", cases is [var latest, ..] ? latest.Number : "-", new { Cases = cases.Select(c => c.Number) }), ct);
        return told.Map(_ => cases);
    }
}
