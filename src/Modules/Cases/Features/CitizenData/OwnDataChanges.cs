using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Cases.PersonalData;
using Fengqiao.Kernel;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Features.CitizenData;

/// <summary>What PIPL 46 and 47 let a person have done: their data put right, and erased.</summary>
internal sealed class OwnDataChanges(OwnDataReader reader, PersonVault vault, PersonEraser eraser, Writer writer, CountyClock clock)
{
    /// <summary>Puts name and number right. What is left blank stays as it is.</summary>
    public async Task<Result<Done>> CorrectAsync(TrackingProof proof, string? name, string? phone, CancellationToken ct)
    {
        if (await reader.FindAsync(proof, ct) is not { } own)
        {
            return CaseErrors.TrackingFailed;
        }

        if (own.Person is not { } person || vault.Open(person.Id, new SealedPerson(person.WrappedKey, person.Sealed)) is not { IsSuccess: true, Value: var known })
        {
            return CaseErrors.NobodyKnown;
        }

        if (name?.Trim().Length > CaseIntake.LongestName)
        {
            return CaseErrors.TooLong("name", CaseIntake.LongestName);
        }

        if (!string.IsNullOrWhiteSpace(phone) && LookupValue.Phone(phone) is null)
        {
            return CaseErrors.PhoneMalformed with { Field = "phone" };
        }

        var (newName, newPhone) = (WrittenText.Of(name) ?? known.Name, LookupValue.Phone(phone) ?? known.Phone);
        var former = string.Join('\n', new[] { known.Former, newName == known.Name ? null : known.Name, newPhone == known.Phone ? null : known.Phone }.Where(v => !string.IsNullOrEmpty(v)));
        var put = SealedPeople.Make(vault, person.Id, person.CaseId, person.Role, newName, newPhone, null, former.Length == 0 ? null : former);
        var row = new CasePerson
        {
            Id = put.Id, CaseId = put.CaseId, Role = put.Role, WrappedKey = put.WrappedKey, Sealed = put.Sealed, PhoneHash = put.PhoneHash, ExternalHash = person.ExternalHash,
        };
        string[] fields = [.. new[] { (Field: "name", Typed: name), (Field: "phone", Typed: phone) }.Where(f => !string.IsNullOrWhiteSpace(f.Typed)).Select(f => f.Field)];
        if (fields.Length == 0)
        {
            return Done.Instance;
        }

        // By the version of the case: a correction must not bring back whom an erasure at the same moment has removed.
        var on = own.Loaded.Case;
        var expected = on.Version;
        on.Touch(clock.UtcNow);
        return await writer.SaveAsync(new Commit().Update(on, expected).Upsert(row).Audit("person.correct", "case", on.Number, new { fields }), ct);
    }

    /// <summary>
    /// Erases the reporter. While somebody still works on the matter they need to know whom to ask: then it is refused, and the reporter is told
    /// to withdraw the matter first, or to wait until it is closed.
    /// </summary>
    public async Task<Result<Done>> EraseAsync(TrackingProof proof, bool isSure, CancellationToken ct)
    {
        if (await reader.FindAsync(proof, ct) is not { } own)
        {
            return CaseErrors.TrackingFailed;
        }

        if (own.Person is not { WrappedKey.Length: > 0 } person)
        {
            return CaseErrors.NobodyKnown;
        }

        if (CaseStates.Open.Contains(own.Loaded.Case.State))
        {
            return CaseErrors.ErasureStillOpen;
        }

        if (!isSure)
        {
            return CaseErrors.ErasureNotConfirmed;
        }

        var plan = await eraser.PlanAsync(own.Loaded.Case, [person], Erasure.Asked, ct);
        var saved = await writer.SaveAsync(plan.Commit, ct);
        if (saved.IsSuccess)
        {
            eraser.RemoveFiles(plan);
            await eraser.ScrubAsync(ct);
        }

        return saved;
    }
}
