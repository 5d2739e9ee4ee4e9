using System.Security.Cryptography;

namespace Fengqiao.Platform.Cryptography;

internal sealed class InternationalSuite : CryptoSuite
{
    public override byte Id => 1;

    public override string Name => "international";

    public override string Algorithms => "AES-256-GCM, HMAC-SHA-256, ECDSA P-256";

    public override bool IsUncertified => false;

    public override void Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, Span<byte> target, Span<byte> tag, ReadOnlySpan<byte> bound)
    {
        // An instance is not thread-safe, and making one costs about as much as using it.
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, target, tag, bound);
    }

    public override bool TryDecrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag, Span<byte> plain, ReadOnlySpan<byte> bound)
    {
        try
        {
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(nonce, cipher, tag, plain, bound);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public override byte[] KeyedHash(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data) => HMACSHA256.HashData(key, data);

    public override SigningKey NewSigningKey()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new SigningKey(pair.ExportPkcs8PrivateKey(), pair.ExportSubjectPublicKeyInfo());
    }

    public override byte[] Sign(byte[] privateKey, ReadOnlySpan<byte> data)
    {
        using var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(privateKey, out _);
        return pair.SignData(data, HashAlgorithmName.SHA256);
    }

    public override bool Verify(byte[] publicKey, ReadOnlySpan<byte> data, byte[] signature)
    {
        try
        {
            using var pair = ECDsa.Create();
            pair.ImportSubjectPublicKeyInfo(publicKey, out _);
            return pair.VerifyData(data, signature, HashAlgorithmName.SHA256);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
