using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Domain;

namespace Fengqiao.Organization.Tests.SignIn;

public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>The table of RFC 6238, appendix B: seconds since 1970, hash, code of eight digits.</summary>
    [Theory]
    [InlineData(59, "SHA1", "94287082")]
    [InlineData(59, "SHA256", "46119246")]
    [InlineData(59, "SHA512", "90693936")]
    [InlineData(1111111109, "SHA1", "07081804")]
    [InlineData(1111111109, "SHA256", "68084774")]
    [InlineData(1111111109, "SHA512", "25091201")]
    [InlineData(1111111111, "SHA1", "14050471")]
    [InlineData(1111111111, "SHA256", "67062674")]
    [InlineData(1111111111, "SHA512", "99943326")]
    [InlineData(1234567890, "SHA1", "89005924")]
    [InlineData(1234567890, "SHA256", "91819424")]
    [InlineData(1234567890, "SHA512", "93441116")]
    [InlineData(2000000000, "SHA1", "69279037")]
    [InlineData(2000000000, "SHA256", "90698825")]
    [InlineData(2000000000, "SHA512", "38618901")]
    [InlineData(20000000000, "SHA1", "65353130")]
    [InlineData(20000000000, "SHA256", "77737706")]
    [InlineData(20000000000, "SHA512", "47863826")]
    public void Code_IsThatOfTheRfc(long seconds, string hash, string code)
    {
        // Its secrets are the same digits again and again, as long as the hash.
        var length = hash switch { "SHA256" => 32, "SHA512" => 64, _ => 20 };
        var secret = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("1234567890", 7))[..length]);
        var step = Totp.StepOf(DateTime.UnixEpoch.AddSeconds(seconds));

        Totp.Code(secret, step, new HashAlgorithmName(hash), 8).ShouldBe(code);
    }

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void Match_TakesTheNeighbouringStep_AndNoOther(int secondsOff, bool taken)
    {
        var now = new DateTime(2026, 3, 6, 1, 0, 15, DateTimeKind.Utc);
        var code = Totp.Code(Secret, Totp.StepOf(now.AddSeconds(secondsOff)));

        (Totp.Match(Secret, code, now, 0) is not null).ShouldBe(taken);
    }

    [Fact]
    public void Match_TakesNoCodeTwice_AndNoneOlderThanTheLast()
    {
        var now = new DateTime(2026, 3, 6, 1, 0, 15, DateTimeKind.Utc);
        var step = Totp.StepOf(now);

        Totp.Match(Secret, Totp.Code(Secret, step), now, step - 1).ShouldBe(step);
        Totp.Match(Secret, Totp.Code(Secret, step), now, step).ShouldBeNull();
        Totp.Match(Secret, Totp.Code(Secret, step - 1), now, step).ShouldBeNull();
        Totp.Match(Secret, Totp.Code(Secret, step).Insert(3, " "), now, 0).ShouldBe(step);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_IsThatOfRfc4648_WithoutPadding(string plain, string coded) => Totp.Base32(Encoding.ASCII.GetBytes(plain)).ShouldBe(coded);

    [Fact]
    public void RecoveryCodes_AreReadHoweverTheyAreTyped()
    {
        var code = RecoveryCodes.New();

        RecoveryCodes.HashOf(code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)).ShouldBe(RecoveryCodes.HashOf(code));
        RecoveryCodes.HashOf(code[..^1]).ShouldBeNull();
        RecoveryCodes.HashOf(1.ToString(CultureInfo.InvariantCulture)).ShouldBeNull();
    }
}
