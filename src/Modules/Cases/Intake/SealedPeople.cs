using Fengqiao.Cases.Domain;
using Fengqiao.Platform.PersonalData;

namespace Fengqiao.Cases.Intake;

/// <summary>Seals what a case knows of a person under a key of the person's own, with the hashes that find them again.</summary>
internal static class SealedPeople
{
    /// <param name="former">Names and numbers from before a correction, one a line.</param>
    public static CasePerson Make(PersonVault vault, Guid id, Guid caseId, PersonRole role, string? name, string? phone, string? externalId, string? former = null)
    {
        var normalised = LookupValue.Phone(phone);
        var person = vault.Seal(id, new PersonDetails(WrittenText.Of(name), normalised, null, null) { Former = former });
        return new CasePerson
        {
            Id = id,
            CaseId = caseId,
            Role = role,
            WrappedKey = person.WrappedKey,
            Sealed = person.Cipher,
            PhoneHash = normalised is null ? null : PhoneHash(vault, normalised),
            ExternalHash = WrittenText.Of(externalId) is { } known ? Hash(vault, "external", known) : null,
        };
    }

    /// <summary>By which a person is found again from a telephone number, as <see cref="LookupValue.Phone"/> gives it.</summary>
    public static string PhoneHash(PersonVault vault, string normalisedPhone) => Hash(vault, "phone", normalisedPhone);

    private static string Hash(PersonVault vault, string kind, string value) => Convert.ToHexStringLower(vault.LookupHash(kind, value));
}
