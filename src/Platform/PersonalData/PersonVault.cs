using System.Security.Cryptography;
using System.Text;
using Fengqiao.Kernel;

namespace Fengqiao.Platform.PersonalData;

/// <summary>A person's details as they are stored.</summary>
/// <param name="WrappedKey">The person's own key under the master key. Overwriting it erases the person, wherever the cipher was copied.</param>
/// <param name="Cipher">The details under the person's own key.</param>
public sealed record SealedPerson(byte[] WrappedKey, byte[] Cipher);

/// <summary>
/// Seals and opens personal data: AES-256-GCM under a random key per person, which is wrapped by the master key. Both
/// layers are bound to the person's id, so that one person's row cannot be passed off as another's. Thread-safe.
/// </summary>
public sealed class PersonVault
{
    private const byte Version = 1;
    private const int KeyBytes = 32, NonceBytes = 12, TagBytes = 16, KeyIdBytes = 4;
    private const int WrapHeadBytes = 1 + KeyIdBytes;
    private const int WrappedBytes = WrapHeadBytes + NonceBytes + KeyBytes + TagBytes;
    private const int HeadBytes = 1, BoundBytes = WrapHeadBytes + 16;

    private readonly byte[] _wrappingKey;
    private readonly byte[] _lookupKey;
    private readonly byte[] _keyId;

    public PersonVault(MasterKey master)
    {
        _wrappingKey = master.Derive("fengqiao/person-key-wrap");
        _lookupKey = master.Derive("fengqiao/person-lookup");
        _keyId = Convert.FromHexString(master.Fingerprint)[..KeyIdBytes];
    }

    /// <summary>Seals under a new key; a later change of the details seals anew and replaces both parts.</summary>
    public SealedPerson Seal(Guid personId, PersonDetails details)
    {
        Span<byte> key = stackalloc byte[KeyBytes];
        RandomNumberGenerator.Fill(key);
        var wrapped = new byte[WrappedBytes];
        wrapped[0] = Version;
        _keyId.CopyTo(wrapped, 1);
        Encrypt(_wrappingKey, personId, key, wrapped, WrapHeadBytes);

        var plain = PersonDetailsFormat.Write(details);
        var cipher = new byte[HeadBytes + NonceBytes + plain.Length + TagBytes];
        cipher[0] = Version;
        Encrypt(key, personId, plain, cipher, HeadBytes);
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
        var wrapped = person.WrappedKey;
        if (wrapped.Length == 0) return new Error(PersonalDataErrors.Erased, ErrorKind.NotFound);
        if (wrapped.Length != WrappedBytes || wrapped[0] != Version) return PersonalDataErrors.Unavailable(PersonalDataErrors.Damaged);
        var sealedUnder = wrapped.AsSpan(1, KeyIdBytes);
        if (!sealedUnder.SequenceEqual(_keyId))
            return PersonalDataErrors.Unavailable(PersonalDataErrors.WrongKey, Convert.ToHexStringLower(sealedUnder), Convert.ToHexStringLower(_keyId));
        var cipher = person.Cipher;
        if (cipher.Length <= HeadBytes + NonceBytes + TagBytes || cipher[0] != Version) return PersonalDataErrors.Unavailable(PersonalDataErrors.Damaged);

        Span<byte> key = stackalloc byte[KeyBytes];
        var plain = new byte[cipher.Length - HeadBytes - NonceBytes - TagBytes];
        try
        {
            Decrypt(_wrappingKey, personId, wrapped, WrapHeadBytes, key);
            Decrypt(key, personId, cipher, HeadBytes, plain);
            return PersonDetailsFormat.Read(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return PersonalDataErrors.Unavailable(PersonalDataErrors.Damaged);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>
    /// A keyed hash (HMAC-SHA256) by which an exact phone or identity number is found without being stored. Without the master
    /// key the few billion possible numbers cannot be tried.
    /// </summary>
    /// <param name="kind">What the value is, e.g. <c>phone</c>; the same digits under another kind hash differently.</param>
    /// <param name="normalisedValue">As <see cref="LookupValue"/> gives it.</param>
    public byte[] LookupHash(string kind, string normalisedValue) =>
        HMACSHA256.HashData(_lookupKey, Encoding.UTF8.GetBytes($"{kind}\0{normalisedValue}"));

    private static void Encrypt(ReadOnlySpan<byte> key, Guid personId, ReadOnlySpan<byte> plain, Span<byte> target, int headBytes)
    {
        Span<byte> bound = stackalloc byte[BoundBytes];
        bound = Bind(target[..headBytes], personId, bound);
        var nonce = target.Slice(headBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        // An instance is not thread-safe, and making one costs about as much as using it.
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, target.Slice(headBytes + NonceBytes, plain.Length), target[^TagBytes..], bound);
    }

    private static void Decrypt(ReadOnlySpan<byte> key, Guid personId, ReadOnlySpan<byte> source, int headBytes, Span<byte> plain)
    {
        Span<byte> bound = stackalloc byte[BoundBytes];
        bound = Bind(source[..headBytes], personId, bound);
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(source.Slice(headBytes, NonceBytes), source.Slice(headBytes + NonceBytes, plain.Length), source[^TagBytes..], plain, bound);
    }

    /// <summary>The head (version, key id) and the person's id are authenticated with the data.</summary>
    private static Span<byte> Bind(ReadOnlySpan<byte> head, Guid personId, Span<byte> bound)
    {
        head.CopyTo(bound);
        personId.TryWriteBytes(bound[head.Length..], bigEndian: true, out var written);
        return bound[..(head.Length + written)];
    }
}
