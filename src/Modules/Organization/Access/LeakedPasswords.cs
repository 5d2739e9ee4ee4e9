using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Fengqiao.Organization.Access;

/// <summary>
/// The passwords that stand most often in stolen lists (ASVS 6.2.12). The build makes of a package's list the first eight bytes of each one's
/// SHA-256, sorted; small and capital letters count the same.
/// </summary>
internal static class LeakedPasswords
{
    private const string Resource = "Fengqiao.Organization.leaked-passwords";
    private const int Bytes = sizeof(ulong);

    private static readonly ulong[] Hashes = Read();

    public static int Count => Hashes.Length;

    /// <summary>Whether it is one of them, or little more than one with digits and signs put around it.</summary>
    public static bool Contains(string password)
    {
        var plain = password.ToLowerInvariant();
        var core = plain.AsSpan();
        while (core.Length > 0 && !char.IsLetter(core[0]))
        {
            core = core[1..];
        }

        while (core.Length > 0 && !char.IsLetter(core[^1]))
        {
            core = core[..^1];
        }

        return IsListed(plain) || (core.Length * 2 >= plain.Length && IsListed(core.ToString()));
    }

    private static bool IsListed(string plain) =>
        Array.BinarySearch(Hashes, BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(plain)))) >= 0;

    private static ulong[] Read()
    {
        using var stream = typeof(LeakedPasswords).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException("Built without its list of leaked passwords.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var hashes = new ulong[content.Length / Bytes];
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = BinaryPrimitives.ReadUInt64BigEndian(content.AsSpan(i * Bytes));
        }

        return hashes;
    }
}
