using Fengqiao.Platform.Cryptography;
using Fengqiao.Platform.PersonalData;
using Fengqiao.TestKit;

namespace Fengqiao.Platform.Tests.PersonalData;

public sealed class KeyRingTests
{
    private static readonly Guid _zhang = Guid.Parse("01950000-0000-7000-8000-000000000001");
    private static readonly PersonDetails _details = new("张三", "13800001234", null, null);

    [Fact]
    public void Sealed_UnderOneMasterKeyAndFamily_IsReadAfterBothWereChanged()
    {
        var ring = new KeyRing(Key(1));
        var before = new PersonVault(ring).Seal(_zhang, _details);
        var hash = new PersonVault(ring).LookupHash("phone", "13800001234");

        var changed = new KeyRing(Key(1), CryptoSuite.National);
        changed.Use(Key(2));
        var vault = new PersonVault(changed);
        vault.Open(_zhang, before).Value.ShouldBe(_details);
        vault.LookupHash("phone", "13800001234").ShouldBe(hash);
        var anew = before with { WrappedKey = changed.Rewrap(_zhang, before.WrappedKey)! };

        var after = new PersonVault(new KeyRing(Key(2)));
        after.Open(_zhang, anew).Value.ShouldBe(_details);
        after.Open(_zhang, vault.Seal(_zhang, _details)).Value.ShouldBe(_details);
        after.Open(_zhang, before).Error!.Code.ShouldBe(PersonalDataErrors.WrongKey);
        new KeyRing(Key(3)).Rewrap(_zhang, anew.WrappedKey).ShouldBeNull();
    }

    [Fact]
    public void Source_TakesKeysFromTheEnvironmentBeforeTheFile_AndTheNextBesideIt()
    {
        using var folder = new TempFolder();
        var (one, two) = (Text(1), Text(2));
        var source = Source(folder, (MasterKey.Variable, one), (MasterKeySource.NextVariable, two));
        source.Load(null).Value.Fingerprint.ShouldBe(Key(1).Fingerprint);
        source.Load(Key(2).Fingerprint).Value.Fingerprint.ShouldBe(Key(2).Fingerprint);
        source.Next(Key(1).Fingerprint).Value.Fingerprint.ShouldBe(Key(2).Fingerprint);
        Source(folder, (MasterKey.Variable, one)).Next(Key(1).Fingerprint).Error!.Code.ShouldBe(PersonalDataErrors.NoNextKey);
        Directory.EnumerateFiles(folder.FullName).ShouldBeEmpty();
    }

    [Fact]
    public void Source_AsksTheCommand_AndNeverQuotesIt()
    {
        using var folder = new TempFolder();
        var file = folder.Write("keys", $"{Text(1)}\n{Text(2)}\n");
        var source = Source(folder, (MasterKeySource.CommandVariable, $"/bin/cat {file}"));
        source.Load(Key(1).Fingerprint).IsSuccess.ShouldBeTrue();
        source.Next(Key(1).Fingerprint).Value.Fingerprint.ShouldBe(Key(2).Fingerprint);
        foreach (var command in (string[])["/bin/false", "/no/such/program", $"/bin/echo {Text(1)[..20]}"])
        {
            var error = Source(folder, (MasterKeySource.CommandVariable, command)).Load(null).Error!;
            error.Code.ShouldBe(PersonalDataErrors.KeyCommandFailed);
            error.Args.ShouldBe([MasterKeySource.CommandVariable]);
        }
    }

    [Fact]
    public void Source_InFiles_MakesTheNextKeyAndKeepsTheOldOne()
    {
        using var folder = new TempFolder();
        var source = Source(folder, (MasterKeySource.FileVariable, folder["elsewhere.key"]));
        var first = source.Load(null).Value;
        var next = source.Next(first.Fingerprint).Value;
        next.Fingerprint.ShouldNotBe(first.Fingerprint);
        source.Next(first.Fingerprint).Value.Fingerprint.ShouldBe(next.Fingerprint);

        source.Promote(first.Fingerprint);
        File.Exists(folder["elsewhere.key.next"]).ShouldBeTrue("the data are still under the first key");
        source.Promote(next.Fingerprint);
        source.Promote(next.Fingerprint);
        source.Load(next.Fingerprint).IsSuccess.ShouldBeTrue();
        Directory.EnumerateFiles(folder.FullName).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(["elsewhere.key", $"elsewhere.key.{first.Fingerprint}"]);
    }

    private static MasterKeySource Source(TempFolder folder, params (string Name, string Value)[] variables) =>
        new(folder.FullName, name => variables.FirstOrDefault(v => v.Name == name).Value);

    private static MasterKey Key(byte seed) => MasterKey.FromBytes([.. Enumerable.Repeat(seed, 32)]);

    private static string Text(byte seed) => Convert.ToBase64String([.. Enumerable.Repeat(seed, 32)]);
}
