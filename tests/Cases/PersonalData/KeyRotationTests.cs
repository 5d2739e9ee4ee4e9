using System.Security.Cryptography;
using System.Xml.Linq;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.Host.Server;
using Fengqiao.Kernel;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Cases.Tests.PersonalData;

/// <summary>The master key is changed under a county that goes on working, is interrupted, and goes on.</summary>
[Collection(HttpTests.Name)]
public sealed class KeyRotationTests
{
    private static readonly CommitOrigin Origin = new("tester", "here");

    [DatabaseTheory]
    public async Task Change_WhilePeopleWork_LosesNobody_AndNumbersStillFindThem(DatabaseKind kind)
    {
        var time = new FakeTime();
        await using var county = await County.StartAsync(kind, time);
        var clerk = await county.AsAsync("county-dispatcher");
        var before = await clerk.RegisterAsync(reporter: new { name = "方德明", phone = "13912340001" });
        var services = county.Server.Services;
        var (rotation, ring) = (services.GetRequiredService<KeyRotation>(), services.GetRequiredService<KeyRing>());
        var old = ring.Current;

        var next = (await rotation.BeginAsync(Origin, default)).Value;
        ring.Current.ShouldBe(next);
        (await rotation.BeginAsync(Origin, default)).Value.ShouldBe(next, "begun once");
        var during = await clerk.RegisterAsync(reporter: new { name = "方德明", phone = "13912340001" });
        (await UnderAsync(county, next)).ShouldBe(1);

        // Stopped before its last look: nothing but the stored facts says so.
        using (var stopped = new CancellationTokenSource())
        {
            var running = rotation.FinishAsync(_ => stopped.Cancel(), stopped.Token);
            await Should.ThrowAsync<OperationCanceledException>(running);
        }

        (await FactAsync(county, StoredKeys.Current)).ShouldBe(old);
        (await FactAsync(county, StoredKeys.Next)).ShouldBe(next);
        (await FinishAsync(rotation, time)).IsSuccess.ShouldBeTrue();

        (await FactAsync(county, StoredKeys.Current)).ShouldBe(next);
        (await FactAsync(county, StoredKeys.Next)).ShouldBeNull();
        (await UnderAsync(county, next)).ShouldBe(2);
        (await county.AuditAsync("master-key.begin-change")).ShouldHaveSingleItem();
        (await county.AuditAsync("master-key.change")).ShouldHaveSingleItem();
        var found = await clerk.PostAsync("/api/v1/callers/look-up", new { phone = "13912340001" });
        found.Json["matters"]!.AsArray().Select(m => m!["number"]!.GetValue<string>()).ShouldBe([during, before], ignoreOrder: true);

        // What a later start finds: the new key alone, and the same secrets under it.
        var folder = services.GetRequiredService<DatabaseOptions>().DataFolder;
        MasterKey.Load(folder, null, next).IsSuccess.ShouldBeTrue();
        File.Exists(Path.Combine(folder, $"master.key.{old}")).ShouldBeTrue();
        using var scope = services.CreateScope();
        var facts = await scope.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<InstallationFact>().ToDictionaryAsync(f => f.Name, f => f.Value);
        var later = new KeyRing(MasterKey.Load(folder, null, next).Value);
        StoredKeys.Open(later, facts).IsSuccess.ShouldBeTrue();
        later.Secret(KeyRing.PersonLookup).Key.ShouldBe(ring.Secret(KeyRing.PersonLookup).Key);
    }

    [DatabaseTheory]
    public async Task Change_TakesTheKeysOfCookiesAlong_WhichLieSealedInTheirFiles(DatabaseKind kind)
    {
        var time = new FakeTime();
        await using var county = await County.StartAsync(kind, time);
        var services = county.Server.Services;
        var (rotation, ring, folder) = (services.GetRequiredService<KeyRotation>(), services.GetRequiredService<KeyRing>(), services.GetRequiredService<DatabaseOptions>().DataFolder);
        var kept = services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("枫桥");
        var old = ring.Current;

        // One that lay open before keys were sealed is sealed too, as at a start.
        var files = services.GetRequiredService<CookieKeyFiles>();
        var file = Directory.GetFiles(Path.Combine(folder, "keys"), "key-*.xml").ShouldHaveSingleItem();
        File.ReadAllText(file).ShouldNotContain("<value>");
        Opened(folder, ring, kept).ShouldBe("枫桥");
        OpenUp(file, ring);
        File.ReadAllText(file).ShouldContain("<value>");
        files.Rewrap(ring).Wrapped.ShouldBe(1);
        File.ReadAllText(file).ShouldNotContain("<value>");
        files.Rewrap(ring).Wrapped.ShouldBe(0);

        var next = (await rotation.BeginAsync(Origin, default)).Value;
        (await FinishAsync(rotation, time)).IsSuccess.ShouldBeTrue();

        Opened(folder, new KeyRing(MasterKey.Load(folder, null, next).Value), kept).ShouldBe("枫桥");
        var before = new KeyRing(MasterKey.Load(folder, null, old) is { IsSuccess: true, Value: var earlier } ? earlier : MasterKey.FromBytes([.. Enumerable.Repeat((byte)9, 32)]));
        Should.Throw<CryptographicException>(() => Opened(folder, before, kept));
    }

    /// <summary>As a server started anew with these master keys reads a cookie.</summary>
    private static string Opened(string folder, KeyRing ring, string kept)
    {
        var services = new ServiceCollection().AddSingleton(ring);
        services.AddCookieKeys(Path.Combine(folder, "keys"));
        services.Configure<KeyManagementOptions>(keys => keys.AutoGenerateKeys = false);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(kept);
    }

    /// <summary>Writes the file as it was before keys were sealed.</summary>
    private static void OpenUp(string path, KeyRing ring)
    {
        var file = XDocument.Load(path);
        var secret = file.Descendants().Single(e => e.Name.LocalName == "encryptedSecret");
        secret.ReplaceWith(CookieKeyXml.Open(ring, secret.Elements().Single()));
        file.Save(path);
    }

    [DatabaseTheory]
    public async Task Change_WhereAKeyCannotBeOpened_IsNotEnded(DatabaseKind kind)
    {
        var time = new FakeTime();
        await using var county = await County.StartAsync(kind, time);
        var clerk = await county.AsAsync("county-dispatcher");
        await clerk.RegisterAsync(reporter: new { name = "甲", phone = "13912340002" });
        await clerk.RegisterAsync(reporter: new { name = "乙", phone = "13912340003" });
        var foreign = new PersonVault(MasterKey.FromBytes([.. Enumerable.Repeat((byte)9, 32)])).Seal(Guid.Empty, new PersonDetails("丙", null, null, null));
        Guid one;
        using (var scope = county.Server.Services.CreateScope())
        {
            one = await scope.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<CasePerson>().Select(p => p.Id).FirstAsync();
        }

        await county.Server.Services.GetRequiredService<CommitLane>().RunAloneAsync(
            (db, ct) => db.ExecuteAsync("UPDATE case_people SET wrapped_key = @key WHERE id = @id", ct, ("key", foreign.WrappedKey), ("id", one)), default);
        var rotation = county.Server.Services.GetRequiredService<KeyRotation>();
        await rotation.BeginAsync(Origin, default);

        var ended = await FinishAsync(rotation, time);

        ended.Error!.Code.ShouldBe(PersonalDataErrors.RotationBlocked);
        (await FactAsync(county, StoredKeys.Next)).ShouldNotBeNull();
    }

    /// <summary>Lets the clock go on until the change has ended: the last look comes after a wait.</summary>
    private static async Task<Result<long>> FinishAsync(KeyRotation rotation, FakeTime time)
    {
        var running = rotation.FinishAsync(null, default);
        await Eventually.HoldsAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return running.IsCompleted;
        });
        return await running;
    }

    private static async Task<int> UnderAsync(County county, string fingerprint)
    {
        using var scope = county.Server.Services.CreateScope();
        var people = await scope.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<CasePerson>().ToListAsync();
        return people.Count(p => Convert.ToHexStringLower(p.WrappedKey.AsSpan(1, 4)) == fingerprint[..8]);
    }

    private static async Task<string?> FactAsync(County county, string name)
    {
        using var scope = county.Server.Services.CreateScope();
        return (await scope.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<InstallationFact>().FirstOrDefaultAsync(f => f.Name == name))?.Value;
    }
}
