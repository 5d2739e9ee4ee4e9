namespace Fengqiao.Platform.Cryptography;

/// <summary>
/// One family of algorithms: a cipher that authenticates what it seals, a keyed hash and a signature. Everything sealed begins with the
/// number of its family, so that what was sealed under one is read under every setting. Implementations are thread-safe.
/// </summary>
public abstract class CryptoSuite
{
    /// <summary>Bytes of key material every family takes; one with shorter keys uses the first of them.</summary>
    public const int KeyBytes = 32;

    public const int NonceBytes = 12;
    public const int TagBytes = 16;

    /// <summary>Stored with everything the family sealed: 1 to 255, never given to another.</summary>
    public abstract byte Id { get; }

    /// <summary>As the settings file names it.</summary>
    public abstract string Name { get; }

    /// <summary>Algorithms, as an operator or an assessor reads them.</summary>
    public abstract string Algorithms { get; }

    /// <summary>True for software that no commercial-cryptography assessment (密评) accepts: the algorithms are right, the module is not certified.</summary>
    public abstract bool IsUncertified { get; }

    /// <summary>AES-256-GCM, HMAC-SHA-256, ECDSA P-256: what .NET takes from the system.</summary>
    public static CryptoSuite International { get; } = new InternationalSuite();

    /// <summary>SM4-GCM, HMAC-SM3, SM2 in software, not certified: for trying a county's set-up before its certified module is there.</summary>
    public static CryptoSuite National { get; } = new NationalSuite();

    public static IReadOnlyList<CryptoSuite> All { get; } = [International, National];

    /// <summary>The family with the number, or null.</summary>
    public static CryptoSuite? Of(byte id) => All.FirstOrDefault(s => s.Id == id);

    /// <summary>The family with the name, or null.</summary>
    public static CryptoSuite? Find(string name) => All.FirstOrDefault(s => s.Name == name);

    /// <param name="target">As long as <paramref name="plain"/>.</param>
    /// <param name="bound">Authenticated with the text without being part of it.</param>
    public abstract void Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, Span<byte> target, Span<byte> tag, ReadOnlySpan<byte> bound);

    /// <returns>False when anything was changed; <paramref name="plain"/> then holds nothing of use.</returns>
    public abstract bool TryDecrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag, Span<byte> plain, ReadOnlySpan<byte> bound);

    /// <summary>32 bytes.</summary>
    public abstract byte[] KeyedHash(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data);

    /// <summary>A new key pair for signing.</summary>
    public abstract SigningKey NewSigningKey();

    /// <param name="privateKey">As <see cref="SigningKey.PrivateKey"/> has it.</param>
    public abstract byte[] Sign(byte[] privateKey, ReadOnlySpan<byte> data);

    /// <param name="publicKey">As <see cref="SigningKey.PublicKey"/> has it; false for anything else.</param>
    public abstract bool Verify(byte[] publicKey, ReadOnlySpan<byte> data, byte[] signature);
}

/// <param name="PrivateKey">PKCS #8 (DER).</param>
/// <param name="PublicKey">SubjectPublicKeyInfo (DER): what anybody may have who checks signatures.</param>
public sealed record SigningKey(byte[] PrivateKey, byte[] PublicKey)
{
    /// <summary>Never the key.</summary>
    public override string ToString() => nameof(SigningKey);
}
