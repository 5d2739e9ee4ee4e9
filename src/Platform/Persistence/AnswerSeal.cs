using System.Security.Cryptography;
using System.Text;
using Fengqiao.Platform.PersonalData;

namespace Fengqiao.Platform.Persistence;

/// <summary>
/// Seals the answers that are kept for repeated requests: a receipt names a case and its tracking code, and whoever reads a copy of the
/// database must not be able to pass as the reporter. AES-256-GCM under a key of its own, which the master key wraps, bound to the request's key,
/// so that one request's answer cannot be given to another. Thread-safe.
/// </summary>
public sealed class AnswerSeal
{
    private const string Mark = "sealed-1:";
    private const int NonceBytes = 12, TagBytes = 16;
    private readonly KeyRing _ring;

    public AnswerSeal(KeyRing ring) => _ring = ring;

    /// <summary>Under one master key that never changes: for tests and tools.</summary>
    public AnswerSeal(MasterKey master)
        : this(new KeyRing(master))
    {
    }

    private byte[] Key => _ring.Secret(KeyRing.RequestAnswers).Key;

    /// <param name="requestKey">The idempotency key the answer belongs to.</param>
    /// <param name="answer">As JSON.</param>
    public string Seal(string requestKey, string answer)
    {
        var plain = Encoding.UTF8.GetBytes(answer);
        var cipher = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(cipher.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(Key, TagBytes);
        aes.Encrypt(cipher.AsSpan(0, NonceBytes), plain, cipher.AsSpan(NonceBytes, plain.Length), cipher.AsSpan(NonceBytes + plain.Length), Encoding.UTF8.GetBytes(requestKey));
        return Mark + Convert.ToBase64String(cipher);
    }

    /// <summary>The answer; what was stored before answers were sealed comes back as it is, until it is purged two days later.</summary>
    /// <exception cref="CryptographicException">It was changed, belongs to another request, or was sealed under another master key.</exception>
    public string Open(string requestKey, string stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (!stored.StartsWith(Mark, StringComparison.Ordinal))
        {
            return stored;
        }

        var cipher = Convert.FromBase64String(stored[Mark.Length..]);
        var plain = new byte[cipher.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(Key, TagBytes);
        aes.Decrypt(cipher.AsSpan(0, NonceBytes), cipher.AsSpan(NonceBytes, plain.Length), cipher.AsSpan(^TagBytes..), plain, Encoding.UTF8.GetBytes(requestKey));
        return Encoding.UTF8.GetString(plain);
    }
}
