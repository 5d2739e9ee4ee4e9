using System.Security.Cryptography;
using System.Text;
using Fengqiao.Kernel;
using Fengqiao.Platform.Cryptography;

namespace Fengqiao.Platform.PersonalData;

/// <summary>A text as it is stored; both parts are empty where there is none.</summary>
public sealed record SealedText(byte[] WrappedKey, byte[] Cipher)
{
    public static readonly SealedText None = new([], []);
}

/// <summary>
/// Seals what must not lie readable in the database and belongs to no person's record: passwords for other servers, shared secrets, the numbers of
/// staff. Each under a random key of its own, wrapped by the <see cref="KeyRing"/> and bound to the row's id. Thread-safe.
/// </summary>
public sealed class SecretBox(KeyRing ring)
{
    private const int HeadBytes = 1;
    private const int OverheadBytes = HeadBytes + CryptoSuite.NonceBytes + CryptoSuite.TagBytes;
    private const int PadTo = 64;

    public SealedText Seal(Guid owner, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<byte> key = stackalloc byte[CryptoSuite.KeyBytes];
        RandomNumberGenerator.Fill(key);
        var wrapped = ring.Wrap(owner, key);
        // Padded with zeros, so that the length gives no short password away.
        var plain = new byte[(Encoding.UTF8.GetByteCount(text) + PadTo - 1) / PadTo * PadTo];
        Encoding.UTF8.GetBytes(text, plain);
        var cipher = new byte[plain.Length + OverheadBytes];
        cipher[0] = ring.Suite.Id;
        Sealing.Encrypt(ring.Suite, key, owner, plain, cipher, HeadBytes);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(plain);
        return new SealedText(wrapped, cipher);
    }

    /// <summary>The text; empty where nothing is stored. Fails as <see cref="PersonVault.Open"/> does.</summary>
    public Result<string> Open(Guid owner, SealedText stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (stored.Cipher.Length == 0)
        {
            return "";
        }

        var unwrapped = ring.Unwrap(owner, stored.WrappedKey);
        if (unwrapped.Failed(out var error))
        {
            return error;
        }

        var plain = new byte[Math.Max(stored.Cipher.Length - OverheadBytes, 0)];
        try
        {
            return CryptoSuite.Of(stored.Cipher[0]) is { } suite && Sealing.TryDecrypt(suite, unwrapped.Value, owner, stored.Cipher, HeadBytes, plain)
                ? Encoding.UTF8.GetString(plain.AsSpan().TrimEnd((byte)0))
                : PersonalDataErrors.Unavailable(PersonalDataErrors.Damaged);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(unwrapped.Value);
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
