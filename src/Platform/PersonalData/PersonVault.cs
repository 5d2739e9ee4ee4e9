using System.Security.Cryptography;
using System.Text;
using Fengqiao.Kernel;
using Fengqiao.Platform.Cryptography;

namespace Fengqiao.Platform.PersonalData;

/// <summary>A person's details as they are stored.</summary>
/// <param name="WrappedKey">The person's own key under the master key. Overwriting it erases the person, wherever the cipher was copied.</param>
/// <param name="Cipher">The details under the person's own key.</param>
public sealed record SealedPerson(byte[] WrappedKey, byte[] Cipher);

/// <summary>
/// Seals and opens personal data: under a random key per person, which the <see cref="KeyRing"/> wraps by the master key. Both layers are
/// bound to the person's id, so that one person's row cannot be passed off as another's. Thread-safe.
/// </summary>
public sealed class PersonVault(KeyRing ring)
{
    private const int HeadBytes = 1;
    private const int OverheadBytes = HeadBytes + CryptoSuite.NonceBytes + CryptoSuite.TagBytes;

    /// <summary>Under one master key that never changes: for tests and tools.</summary>
    public PersonVault(MasterKey master)
        : this(new KeyRing(master))
    {
    }

    /// <summary>Seals under a new key; a later change of the details seals anew and replaces both parts.</summary>
    public SealedPerson Seal(Guid personId, PersonDetails details)
    {
        Span<byte> key = stackalloc byte[CryptoSuite.KeyBytes];
        RandomNumberGenerator.Fill(key);
        var wrapped = ring.Wrap(personId, key);
        var plain = PersonDetailsFormat.Write(details);
        var cipher = new byte[plain.Length + OverheadBytes];
        cipher[0] = ring.Suite.Id;
        Sealing.Encrypt(ring.Suite, key, personId, plain, cipher, HeadBytes);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(plain);
        return new SealedPerson(wrapped, cipher);
    }

    /// <summary>
    /// The details. Fails with <see cref="PersonalDataErrors.Erased"/> when the key is gone, <see cref="PersonalDataErrors.WrongKey"/>
    /// under another master key, <see cref="PersonalDataErrors.Damaged"/> when a byte was changed or the row is another person's.
    /// </summary>
    public Result<PersonDetails> Open(Guid personId, SealedPerson person)
    {
        var unwrapped = ring.Unwrap(personId, person.WrappedKey);
        if (unwrapped.Failed(out var error))
        {
            return error;
        }

        var key = unwrapped.Value;
        var cipher = person.Cipher;
        var plain = new byte[Math.Max(cipher.Length - OverheadBytes, 0)];
        try
        {
            return plain.Length > 0 && CryptoSuite.Of(cipher[0]) is { } suite && Sealing.TryDecrypt(suite, key, personId, cipher, HeadBytes, plain)
                ? PersonDetailsFormat.Read(plain)
                : PersonalDataErrors.Unavailable(PersonalDataErrors.Damaged);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>
    /// A keyed hash by which an exact phone or identity number is found without being stored. Without its key, which the master key
    /// wraps, the few billion possible numbers cannot be tried. It stays the same when the master key is changed.
    /// </summary>
    /// <param name="kind">What the value is, e.g. <c>phone</c>; the same digits under another kind hash differently.</param>
    /// <param name="normalisedValue">As <see cref="LookupValue"/> gives it.</param>
    public byte[] LookupHash(string kind, string normalisedValue)
    {
        var secret = ring.Secret(KeyRing.PersonLookup);
        return secret.Suite.KeyedHash(secret.Key, Encoding.UTF8.GetBytes($"{kind}\0{normalisedValue}"));
    }
}
