using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Fengqiao.Platform.Cryptography;

/// <summary>GB/T 32907 (SM4), GB/T 32905 (SM3), GB/T 32918 (SM2) as Bouncy Castle computes them. Right, but not certified.</summary>
internal sealed class NationalSuite : CryptoSuite
{
    /// <summary>SM4 has keys of 128 bits.</summary>
    private const int CipherKeyBytes = 16;

    public override byte Id => 2;

    public override string Name => "sm-not-certified";

    public override string Algorithms => "SM4-GCM, HMAC-SM3, SM2 (software, not certified)";

    public override bool IsUncertified => true;

    public override void Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, Span<byte> target, Span<byte> tag, ReadOnlySpan<byte> bound)
    {
        var cipher = Cipher(forEncryption: true, key, nonce, bound);
        var joined = new byte[plain.Length + TagBytes];
        var done = cipher.ProcessBytes(plain, joined);
        cipher.DoFinal(joined.AsSpan(done));
        joined.AsSpan(0, plain.Length).CopyTo(target);
        joined.AsSpan(plain.Length).CopyTo(tag);
    }

    public override bool TryDecrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag, Span<byte> plain, ReadOnlySpan<byte> bound)
    {
        var opened = Cipher(forEncryption: false, key, nonce, bound);
        var joined = new byte[cipher.Length + TagBytes];
        cipher.CopyTo(joined);
        tag.CopyTo(joined.AsSpan(cipher.Length));
        try
        {
            var done = opened.ProcessBytes(joined, plain);
            opened.DoFinal(plain[done..]);
            return true;
        }
        catch (InvalidCipherTextException)
        {
            plain.Clear();
            return false;
        }
    }

    public override byte[] KeyedHash(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data)
    {
        var hash = new HMac(new SM3Digest());
        hash.Init(new KeyParameter(key));
        hash.BlockUpdate(data);
        var result = new byte[hash.GetMacSize()];
        hash.DoFinal(result, 0);
        return result;
    }

    public override SigningKey NewSigningKey()
    {
        var generator = new ECKeyPairGenerator();
        generator.Init(new ECKeyGenerationParameters(GMObjectIdentifiers.sm2p256v1, new SecureRandom()));
        var pair = generator.GenerateKeyPair();
        return new SigningKey(
            PrivateKeyInfoFactory.CreatePrivateKeyInfo(pair.Private).GetDerEncoded(),
            SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(pair.Public).GetDerEncoded());
    }

    public override byte[] Sign(byte[] privateKey, ReadOnlySpan<byte> data)
    {
        var signer = new SM2Signer();
        signer.Init(forSigning: true, new ParametersWithRandom(PrivateKeyFactory.CreateKey(privateKey)));
        signer.BlockUpdate(data);
        return signer.GenerateSignature();
    }

    public override bool Verify(byte[] publicKey, ReadOnlySpan<byte> data, byte[] signature)
    {
        try
        {
            var signer = new SM2Signer();
            signer.Init(forSigning: false, PublicKeyFactory.CreateKey(publicKey));
            signer.BlockUpdate(data);
            return signer.VerifySignature(signature);
        }
        catch (Exception e) when (e is IOException or ArgumentException or InvalidCastException or InvalidKeyException or SecurityUtilityException)
        {
            // Whoever changed an anchor may have put anything there.
            return false;
        }
    }

    private static GcmBlockCipher Cipher(bool forEncryption, ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> bound)
    {
        var cipher = new GcmBlockCipher(new SM4Engine());
        cipher.Init(forEncryption, new AeadParameters(new KeyParameter(key[..CipherKeyBytes]), TagBytes * 8, nonce.ToArray(), bound.ToArray()));
        return cipher;
    }
}
