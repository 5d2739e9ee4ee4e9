using FsCheck.Fluent;

namespace Fengqiao.Kernel.Tests;

public sealed class ChecksumsTests
{
    private static readonly DateOnly Today = new(2026, 8, 7);

    [Theory]
    [InlineData("11010519491231002X", "11010519491231002X")]
    [InlineData("440524188001010014", "440524188001010014")]
    [InlineData("11010519491231002x", "11010519491231002X")]
    [InlineData(" 110105 19491231 002x\t", "11010519491231002X")]
    [InlineData("１１０１０５１９４９１２３１００２ｘ", "11010519491231002X")]
    public void CitizenIdNumber_WhenTrue_IsNormalised(string text, string expected)
    {
        var result = Checksums.CitizenIdNumber(text, Today);
        result.IsSuccess.ShouldBeTrue(result.Error?.Code);
        result.Value.ShouldBe(expected);
    }

    [Theory]
    [InlineData(null, "kernel.id-number-format")]
    [InlineData("", "kernel.id-number-format")]
    [InlineData("1101051949123100", "kernel.id-number-format")]
    [InlineData("11010519491231002Y", "kernel.id-number-format")]
    [InlineData("1101051949123100XX", "kernel.id-number-format")]
    [InlineData("01010519491231002X", "kernel.id-number-format")]
    [InlineData("1101051949123100２０2X", "kernel.id-number-format")]
    [InlineData("\ud8001010519491231002X", "kernel.id-number-format")]
    [InlineData("110105491231002", "kernel.id-number-legacy")]
    [InlineData("11010519490231002X", "kernel.id-number-date")]
    [InlineData("11010519491331002X", "kernel.id-number-date")]
    [InlineData("110105194912310021", "kernel.id-number-checksum")]
    [InlineData("110105194912310020", "kernel.id-number-checksum")]
    [InlineData("11010519491231020X", "kernel.id-number-checksum")]
    public void CitizenIdNumber_WhenFalse_SaysWhichRule(string? text, string code) =>
        (Checksums.CitizenIdNumber(text, Today).Error?.Code).ShouldBe(code);

    [Fact]
    public void CitizenIdNumber_WhenBornAfterToday_IsRefused()
    {
        Checksums.CitizenIdNumber("11010519491231002X", new DateOnly(1949, 12, 31)).IsSuccess.ShouldBeTrue();
        Checksums.CitizenIdNumber("11010519491231002X", new DateOnly(1949, 12, 30)).Error.ShouldBe(KernelErrors.IdNumberDate);
    }

    [Fact]
    public void CitizenIdNumber_WhenAnyOneDigitIsMistyped_IsRefused()
    {
        const string Good = "440524188001010014";
        var mistyped = from i in Enumerable.Range(0, 18)
                       from digit in "0123456789X"
                       where digit != Good[i]
                       select $"{Good[..i]}{digit}{Good[(i + 1)..]}";
        mistyped.Where(n => Checksums.CitizenIdNumber(n, Today).IsSuccess).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("91350200MA2YJ1XR9G")]
    [InlineData("91440101MA5CJQ4N59")]
    [InlineData("123502001549897397")]
    [InlineData("913502115628130384")]
    public void SocialCreditCode_WhenTrue_IsAccepted(string code) => Checksums.SocialCreditCode(code).Value.ShouldBe(code);

    [Fact]
    public void SocialCreditCode_IsNormalised() =>
        Checksums.SocialCreditCode(" 91350200ma2yj1xr9ｇ").Value.ShouldBe("91350200MA2YJ1XR9G");

    [Theory]
    [InlineData(null, "kernel.credit-code-format")]
    [InlineData("91350200MA2YJ1XR9", "kernel.credit-code-format")]
    [InlineData("91350200MA2YJ1XR9GG", "kernel.credit-code-format")]
    [InlineData("91350200MA2YJ1XR9I", "kernel.credit-code-format")]
    [InlineData("91350200MA2YJ1XO9G", "kernel.credit-code-format")]
    [InlineData("9135020AMA2YJ1XR9G", "kernel.credit-code-format")]
    [InlineData("91350200MA2YJ1XR9H", "kernel.credit-code-checksum")]
    [InlineData("91350203M0001QAY9B", "kernel.credit-code-checksum")]
    [InlineData("91350200MA2YJ1XR8D", "kernel.credit-code-body-checksum")]
    public void SocialCreditCode_WhenFalse_SaysWhichRule(string? text, string code) =>
        (Checksums.SocialCreditCode(text).Error?.Code).ShouldBe(code);

    [Fact]
    public void Checks_OnAnyText_AnswerAndNeverThrow() =>
        Prop.ForAll<string>(text =>
        {
            // A success hands back exactly 18 characters; anything else is a coded refusal.
            var results = new[] { Checksums.CitizenIdNumber(text, Today), Checksums.SocialCreditCode(text) };
            return results.All(r => r.IsSuccess ? r.Value.Length == 18 : KernelErrors.All.Contains(r.Error));
        }).Check(1000);

    [Fact]
    public void Errors_HaveCodesOfTheirOwn()
    {
        KernelErrors.All.Select(e => e.Code).ShouldBeUnique();
        KernelErrors.All.ShouldAllBe(e => e.Code.StartsWith("kernel.", StringComparison.Ordinal) && e.Kind == ErrorKind.Invalid);
    }
}
