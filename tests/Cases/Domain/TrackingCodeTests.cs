using System.Security.Cryptography;
using System.Text;
using Fengqiao.Cases.Intake;
using Fengqiao.Platform.PersonalData;

namespace Fengqiao.Cases.Tests.Domain;

public sealed class TrackingCodeTests
{
    [Fact]
    public void For_ACase_IsTenCharactersThatCanBeReadAloud_TheSameEachTime()
    {
        var vault = Vault("one");
        var id = World.NewId();
        var code = TrackingCode.For(vault, id);
        code.Length.ShouldBe(10);
        code.ShouldNotContain(c => "01OILUV".Contains(c) || !char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c));
        TrackingCode.For(vault, id).ShouldBe(code);
    }

    [Fact]
    public void For_OtherCasesOrAnotherMasterKey_IsAnother()
    {
        var vault = Vault("one");
        var id = World.NewId();
        TrackingCode.For(Vault("two"), id).ShouldNotBe(TrackingCode.For(vault, id));
        Enumerable.Range(0, 5000).Select(_ => TrackingCode.For(vault, World.NewId())).Distinct().Count().ShouldBe(5000);
    }

    [Fact]
    public void Fits_HoweverItIsTyped_AndNothingElseDoes()
    {
        var vault = Vault("one");
        var id = World.NewId();
        var code = TrackingCode.For(vault, id);
        TrackingCode.Fits(vault, id, $" {code[..5].ToLowerInvariant()}-{code[5..]} ").ShouldBeTrue();
        TrackingCode.Fits(vault, World.NewId(), code).ShouldBeFalse();
        TrackingCode.Fits(vault, id, code[..9]).ShouldBeFalse();
        TrackingCode.Fits(vault, id, code + "2").ShouldBeFalse();
        TrackingCode.Fits(vault, id, "").ShouldBeFalse();
        TrackingCode.Fits(vault, id, null).ShouldBeFalse();
    }

    private static PersonVault Vault(string name) => new(MasterKey.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(name))));
}
