using System.Text;
using Fengqiao.Platform.PersonalData;
using Fengqiao.TestKit;

namespace Fengqiao.Platform.Tests.PersonalData;

public sealed class PersonVaultTests
{
    private static readonly Guid _zhang = Guid.Parse("01950000-0000-7000-8000-000000000001");
    private static readonly Guid _li = Guid.Parse("01950000-0000-7000-8000-000000000002");
    private static readonly PersonDetails _details = new("张三", "13800001234", "330681199001011234", "诸暨市枫桥镇枫源村12号");
    private readonly PersonVault _vault = new(Key(1));

    [Fact]
    public void Open_OfWhatWasSealed_GivesItBack()
    {
        _vault.Open(_zhang, _vault.Seal(_zhang, _details)).Value.ShouldBe(_details);
        var empty = new PersonDetails(null, "", null, new string('长', 500));
        _vault.Open(_zhang, _vault.Seal(_zhang, empty)).Value.ShouldBe(empty);
    }

    [Fact]
    public void Seal_LeavesNoPlainTextAndNeverRepeats()
    {
        var one = _vault.Seal(_zhang, _details);
        var two = _vault.Seal(_zhang, _details);
        one.Cipher.AsSpan().IndexOf(Encoding.UTF8.GetBytes("张三")).ShouldBe(-1);
        one.Cipher.ShouldNotBe(two.Cipher);
        one.WrappedKey.ShouldNotBe(two.WrappedKey);
    }

    [Fact]
    public void Seal_OfNamesOfDifferentLength_HasTheSameLength() =>
        _vault.Seal(_zhang, _details with { Name = "张三丰" }).Cipher.Length.ShouldBe(_vault.Seal(_zhang, _details).Cipher.Length);

    [Fact]
    public void Open_WithAnyByteChanged_IsRefused()
    {
        var person = _vault.Seal(_zhang, _details);
        foreach (var part in new[] { person.WrappedKey, person.Cipher })
        {
            for (var i = 0; i < part.Length; i++)
            {
                part[i] ^= 0x40;
                var error = _vault.Open(_zhang, person).Error!;
                error.Code.ShouldBeOneOf(PersonalDataErrors.Damaged, PersonalDataErrors.WrongKey);
                part[i] ^= 0x40;
            }
        }

        _vault.Open(_zhang, person).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public void Open_CutShortAtAnyLength_IsRefused()
    {
        var person = _vault.Seal(_zhang, _details);
        for (var i = 0; i < person.Cipher.Length; i++)
            _vault.Open(_zhang, person with { Cipher = person.Cipher[..i] }).Error!.Code.ShouldBe(PersonalDataErrors.Damaged);
        for (var i = 1; i < person.WrappedKey.Length; i++)
            _vault.Open(_zhang, person with { WrappedKey = person.WrappedKey[..i] }).Error!.Code.ShouldBe(PersonalDataErrors.Damaged);
    }

    [Fact]
    public void Open_AsAnotherPerson_IsRefused()
    {
        var zhang = _vault.Seal(_zhang, _details);
        var li = _vault.Seal(_li, _details with { Name = "李四" });
        _vault.Open(_li, zhang).Error!.Code.ShouldBe(PersonalDataErrors.Damaged);
        _vault.Open(_zhang, zhang with { Cipher = li.Cipher }).Error!.Code.ShouldBe(PersonalDataErrors.Damaged);
    }

    [Fact]
    public void Open_UnderAnotherMasterKey_SaysSo() =>
        new PersonVault(Key(2)).Open(_zhang, _vault.Seal(_zhang, _details)).Error!.Code.ShouldBe(PersonalDataErrors.WrongKey);

    [Fact]
    public void Open_WhenTheKeyIsGone_IsErased() =>
        _vault.Open(_zhang, _vault.Seal(_zhang, _details) with { WrappedKey = [] }).Error!.Code.ShouldBe(PersonalDataErrors.Erased);

    [Fact]
    public void LookupHash_DependsOnValueKindAndMasterKey()
    {
        var hash = _vault.LookupHash("phone", "13800001234");
        new PersonVault(Key(1)).LookupHash("phone", "13800001234").ShouldBe(hash);
        _vault.LookupHash("phone", "13800001235").ShouldNotBe(hash);
        _vault.LookupHash("id", "13800001234").ShouldNotBe(hash);
        new PersonVault(Key(2)).LookupHash("phone", "13800001234").ShouldNotBe(hash);
    }

    [Fact]
    public void Details_Print_Masked()
    {
        var printed = $"{_details}";
        printed.ShouldNotContain("张三");
        printed.ShouldNotContain("13800001234");
        printed.ShouldNotContain("330681");
        printed.ShouldNotContain("枫源村");
    }

    [Fact]
    public void MasterKey_AtFirstStart_IsMadeForTheOwnerAlone()
    {
        using var folder = new TempFolder();
        var made = MasterKey.Load(folder.FullName, null, null).Value;
        var path = Path.Combine(folder.FullName, MasterKey.FileName);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        MasterKey.Load(folder.FullName, null, made.Fingerprint).Value.Fingerprint.ShouldBe(made.Fingerprint);
        // The file's text works as the variable, on a machine without the file.
        MasterKey.Load("/nowhere", File.ReadAllText(path), null).Value.Fingerprint.ShouldBe(made.Fingerprint);
    }

    [Fact]
    public void MasterKey_WhenLostWrongOrExposed_IsNotReplaced()
    {
        using var folder = new TempFolder();
        MasterKey.Load(folder.FullName, null, "00112233").Error!.Code.ShouldBe(PersonalDataErrors.KeyMissing);
        Directory.EnumerateFiles(folder.FullName).ShouldBeEmpty();
        MasterKey.Load(folder.FullName, "c2hvcnQ=", null).Error!.Code.ShouldBe(PersonalDataErrors.KeyMalformed);
        MasterKey.Load(folder.FullName, "not base64!", null).Error!.Code.ShouldBe(PersonalDataErrors.KeyMalformed);
        MasterKey.Load("/nowhere/at/all", null, null).Error!.Code.ShouldBe(PersonalDataErrors.KeyUnreadable);

        MasterKey.Load(folder.FullName, null, null).IsSuccess.ShouldBeTrue();
        MasterKey.Load(folder.FullName, null, "00112233").Error!.Code.ShouldBe(PersonalDataErrors.WrongKey);
        var path = Path.Combine(folder.FullName, MasterKey.FileName);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
            MasterKey.Load(folder.FullName, null, null).Error!.Code.ShouldBe(PersonalDataErrors.KeyExposed);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.WriteAllText(path, "half a k");
        MasterKey.Load(folder.FullName, null, null).Error!.Code.ShouldBe(PersonalDataErrors.KeyFileMalformed);
    }

    private static MasterKey Key(byte seed) => MasterKey.FromBytes(Enumerable.Repeat(seed, 32).ToArray());
}
