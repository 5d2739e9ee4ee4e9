using System.Security.Cryptography;
using System.Text;

namespace Fengqiao.Organization.Access;

/// <summary>
/// Codes on paper: 24 characters in six groups, 118 random bits, so that a plain hash keeps them (ASVS 6.5.2 draws the line at 112).
/// </summary>
internal static class RecoveryCodes
{
    public const int Many = 8;

    // Without 0, O, 1, I and L, which look alike on paper; 31 characters.
    private const string Alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    private const int Length = 24;
    private const int Group = 4;

    public static string New() => string.Join('-', Enumerable.Range(0, Length / Group).Select(_ => RandomNumberGenerator.GetString(Alphabet, Group)));

    /// <summary>Null for what cannot be one.</summary>
    public static byte[]? HashOf(string typed)
    {
        var plain = string.Concat(typed.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return plain.Length == Length ? SHA256.HashData(Encoding.UTF8.GetBytes(plain)) : null;
    }
}
