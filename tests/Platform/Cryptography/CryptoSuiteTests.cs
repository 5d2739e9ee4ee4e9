using System.Text;
using Fengqiao.Platform.Cryptography;

namespace Fengqiao.Platform.Tests.Cryptography;

public sealed class CryptoSuiteTests
{
    private static readonly byte[] _key = [.. Enumerable.Range(0, CryptoSuite.KeyBytes).Select(i => (byte)i)];
    private static readonly byte[] _nonce = new byte[CryptoSuite.NonceBytes];
    private static readonly byte[] _bound = "谁的"u8.ToArray();

    public static TheoryData<string> Names => [.. CryptoSuite.All.Select(s => s.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Sealed_IsOpenedOnlyUnchanged(string name)
    {
        var suite = CryptoSuite.Find(name)!;
        var plain = Encoding.UTF8.GetBytes("张三 13800001234");
        var (cipher, tag, opened) = (new byte[plain.Length], new byte[CryptoSuite.TagBytes], new byte[plain.Length]);
        suite.Encrypt(_key, _nonce, plain, cipher, tag, _bound);
        suite.TryDecrypt(_key, _nonce, cipher, tag, opened, _bound).ShouldBeTrue();
        opened.ShouldBe(plain);
        suite.TryDecrypt(_key, _nonce, cipher, tag, opened, [1]).ShouldBeFalse();
        cipher[3] ^= 1;
        suite.TryDecrypt(_key, _nonce, cipher, tag, opened, _bound).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Names))]
    public void Signature_HoldsForTheTextAndTheKeyOnly(string name)
    {
        var suite = CryptoSuite.Find(name)!;
        var key = suite.NewSigningKey();
        var text = "第 184 天的链头"u8.ToArray();
        var signature = suite.Sign(key.PrivateKey, text);
        suite.Verify(key.PublicKey, text, signature).ShouldBeTrue();
        suite.Verify(key.PublicKey, [.. text, 1], signature).ShouldBeFalse();
        suite.Verify(suite.NewSigningKey().PublicKey, text, signature).ShouldBeFalse();
        suite.Verify([1, 2, 3], text, signature).ShouldBeFalse();
        suite.Verify(key.PublicKey, text, [1, 2, 3]).ShouldBeFalse();
    }

    /// <summary>The example of GB/T 32905-2016, annex A.1, by way of HMAC: its inner hash is SM3 and nothing else.</summary>
    [Fact]
    public void NationalSuite_HashesWithSm3_AndSealsWithSm4()
    {
        // HMAC-SM3 with an empty message under the key 0x00 × 32, computed by hand from two SM3 hashes of padded blocks.
        static byte[] Sm3(byte[] data)
        {
            var digest = new Org.BouncyCastle.Crypto.Digests.SM3Digest();
            digest.BlockUpdate(data, 0, data.Length);
            var hash = new byte[32];
            digest.DoFinal(hash, 0);
            return hash;
        }

        Convert.ToHexStringLower(Sm3("abc"u8.ToArray())).ShouldBe("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        byte[] inner = [.. Enumerable.Repeat((byte)0x36, 64)], outer = [.. Enumerable.Repeat((byte)0x5c, 64)];
        CryptoSuite.National.KeyedHash(new byte[32], []).ShouldBe(Sm3([.. outer, .. Sm3(inner)]));

        // RFC 8998, A.1: SM4-GCM.
        var key = Convert.FromHexString("0123456789ABCDEFFEDCBA9876543210" + new string('0', 32));
        var nonce = Convert.FromHexString("00001234567800000000ABCD");
        var bound = Convert.FromHexString("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2");
        var plain = Convert.FromHexString("AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDDEEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA");
        var (cipher, tag) = (new byte[plain.Length], new byte[16]);
        CryptoSuite.National.Encrypt(key, nonce, plain, cipher, tag, bound);
        Convert.ToHexString(tag).ShouldBe("83DE3541E4C2B58177E065A9BF7B62EC");
        Convert.ToHexString(cipher).ShouldStartWith("17F399F08C67D5EE19D0DC9969C4BB7D");
    }

    [Fact]
    public void NationalSuite_SaysThatItIsNotCertified() =>
        CryptoSuite.All.Where(s => s.IsUncertified).Select(s => s.Name).ShouldBe(["sm-not-certified"]);
}
