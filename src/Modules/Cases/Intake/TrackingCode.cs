using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Fengqiao.Platform.PersonalData;

namespace Fengqiao.Cases.Intake;

/// <summary>
/// What a reporter without an account shows to see their case again: ten characters, about 48 bits. It is derived from the case's id under
/// the master key and stored nowhere, so that a copy of the database opens no case, and a slip can be printed again.
/// </summary>
internal static class TrackingCode
{
    private const int Length = 10;

    /// <summary>No 0 O 1 I L U V: read over the telephone and written by hand.</summary>
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTWXYZ";

    public static string For(PersonVault vault, Guid caseId)
    {
        var hash = vault.LookupHash("tracking", caseId.ToString("N"));
        var number = BinaryPrimitives.ReadUInt64BigEndian(hash);
        Span<char> code = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
        {
            code[i] = Alphabet[(int)(number % (ulong)Alphabet.Length)];
            number /= (ulong)Alphabet.Length;
        }

        return code.ToString();
    }

    /// <summary>Compares a code as typed: spaces, hyphens and case do not matter. Takes the same time whether it fits or not.</summary>
    public static bool Fits(PersonVault vault, Guid caseId, string? typed)
    {
        var folded = (typed ?? "").Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(folded), Encoding.UTF8.GetBytes(For(vault, caseId)));
    }
}
