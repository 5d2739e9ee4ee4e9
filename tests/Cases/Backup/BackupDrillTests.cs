using System.Net;
using System.Security.Cryptography;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Features.CitizenData;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.Cases.Tests.PersonalData;
using Fengqiao.Host.Backup;
using Fengqiao.Host.Commands;
using Fengqiao.Host.Server;
using Fengqiao.Platform.Backup;
using Fengqiao.Platform.Files;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Cases.Tests.Backup;

/// <summary>The drill: a backup made while people work comes back elsewhere as it was; a damaged one is found before anything is touched.</summary>
[Collection(HttpTests.Name)]
public sealed class BackupDrillTests
{
    private const int Flips = 200;
    private const int Cuts = 50;
    private const int Seed = 17;

    [DatabaseTheory]
    public async Task Backup_RestoredElsewhere_IsTheCounty_AndForgetsWhoWasErasedSince(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        using var folder = new TempFolder("backup");
        var planted = PlantedValues.Make(20);
        var clerk = await county.AsAsync("town-dispatcher");
        var proofs = new List<TrackingProof>();
        foreach (var (name, phone) in planted.People)
        {
            var receipt = await county.Anonymous.PostAsync("/api/v1/reports", new { title = "路灯", description = $"{name}说路灯不亮", latitude = County.Latitude, longitude = County.Longitude, name, phone });
            proofs.Add(new TrackingProof(receipt.Json["number"]!.GetValue<string>(), receipt.Json["trackingCode"]!.GetValue<string>()));
        }

        var (stays, goes) = (proofs[0], proofs[1]);
        (await clerk.AttachAsync(stays.Number, Pictures.Png, "现场.png")).Status.ShouldBe(HttpStatusCode.Created);
        (await county.Anonymous.PostAsync("/api/v1/tracking/moves/withdraw", new { goes.Number, goes.Code, text = "不用了" })).Status.ShouldBe(HttpStatusCode.OK);
        var before = await RowsAsync(county.Server);
        var backup = await BackUpAsync(county, folder);
        planted.In(await File.ReadAllBytesAsync(backup)).ShouldBeEmpty("a backup shows nothing without its key");
        Directory.EnumerateFiles(Path.Combine(county.Database.DataFolder, "run"), "backup-*").ShouldBeEmpty("no readable copy is left");

        // Erased after the backup was made: the lists that outlive it are what is left of the old machine.
        using (var scope = county.Server.Services.CreateScope())
        {
            (await scope.ServiceProvider.GetRequiredService<OwnDataChanges>().EraseAsync(goes, isSure: true, default)).IsSuccess.ShouldBeTrue();
        }

        using var elsewhere = await TestDatabase.CreateAsync(kind);
        var sink = new Sink();
        var (key, erased) = (Path.Combine(county.Database.DataFolder, MasterKey.FileName), Path.Combine(county.Database.DataFolder, ErasureLog.FileName));
        (await RestoreRun.RunAsync(OptionsOf(elsewhere), new RestoreRequest(backup, Erasures: erased, KeyFile: key), sink, default)).ShouldBe(ExitCodes.Ok, sink.Text);

        File.Copy(key, Path.Combine(elsewhere.DataFolder, MasterKey.FileName));
        await using (var restored = await InProcessServer.StartAsync(elsewhere))
        {
            (await RowsAsync(restored)).ShouldBe(before);
            await AssertReadableAsync(restored, stays, planted.People[0]);
            (await NameOfAsync(restored, goes)).ShouldBeNull("erased since, and erased again");
            using var scope = restored.Services.CreateScope();
            (await scope.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<Case>().SingleAsync(c => c.Number == goes.Number)).Description.ShouldBe("〔已删除〕说路灯不亮");
        }

        // There are data now: not touched without being told to, and never on PostgreSQL.
        sink = new Sink();
        (await RestoreRun.RunAsync(OptionsOf(elsewhere), new RestoreRequest(backup), sink, default)).ShouldBe(ExitCodes.Failed);
        if (kind == DatabaseKind.Sqlite)
        {
            (await RestoreRun.RunAsync(OptionsOf(elsewhere), new RestoreRequest(backup, Replace: true), sink, default)).ShouldBe(ExitCodes.Ok, sink.Text);
            Directory.EnumerateDirectories(elsewhere.DataFolder, "replaced-*").ShouldHaveSingleItem();
            await using var again = await InProcessServer.StartAsync(elsewhere);
            (await NameOfAsync(again, goes)).ShouldBeNull("the database that was replaced knew who was erased");
            await AssertReadableAsync(again, stays, planted.People[0]);
        }
    }

    [DatabaseTheory]
    public async Task Damage_AnywhereInABackup_IsFoundBeforeDataAreTouched(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        using var folder = new TempFolder("drill");
        await (await county.AsAsync("town-dispatcher")).RegisterAsync(reporter: new { name = "方德明", phone = "13912340401" });
        var backup = await BackUpAsync(county, folder);
        var ring = county.Server.Services.GetRequiredService<KeyRing>();
        BackupFile.Verify(backup, ring).IsSuccess.ShouldBeTrue();
        var whole = await File.ReadAllBytesAsync(backup);
        var random = new Random(Seed);
        var damaged = folder["damaged.fqb"];
        var attempts = Enumerable.Range(0, Flips).Select(_ => Flipped(whole, random.Next(whole.Length), random))
            .Concat(Enumerable.Range(0, Cuts).Select(_ => whole[..random.Next(whole.Length)]))
            .Append([.. whole, 0]).Append([.. whole, .. whole]).Append([]);
        foreach (var (index, bytes) in attempts.Index())
        {
            await File.WriteAllBytesAsync(damaged, bytes);
            BackupFile.Verify(damaged, ring).IsSuccess.ShouldBeFalse($"damage {index}");
        }

        BackupFile.Verify(backup, new KeyRing(MasterKey.FromBytes([.. Enumerable.Repeat((byte)3, 32)]))).Error!.Code.ShouldBe(PersonalDataErrors.WrongKey);

        // And by the command itself: the data that are there stay as they are, byte for byte.
        using var live = await TestDatabase.CreateAsync(kind);
        var (key, sink) = (Path.Combine(county.Database.DataFolder, MasterKey.FileName), new Sink());
        (await RestoreRun.RunAsync(OptionsOf(live), new RestoreRequest(backup, KeyFile: key), sink, default)).ShouldBe(ExitCodes.Ok, sink.Text);
        SqliteConnection.ClearAllPools();
        var before = Fingerprints(live.DataFolder);
        foreach (var at in (int[])[whole.Length / 2, whole.Length - 1])
        {
            await File.WriteAllBytesAsync(damaged, Flipped(whole, at, random));
            (await RestoreRun.RunAsync(OptionsOf(live), new RestoreRequest(damaged, Replace: true, KeyFile: key), sink, default)).ShouldBe(ExitCodes.Failed);
            Fingerprints(live.DataFolder).ShouldBe(before);
            BackupVerifyRun.Run(OptionsOf(live).Folder, damaged, key, sink).ShouldBe(ExitCodes.Failed);
        }

        BackupVerifyRun.Run(OptionsOf(live).Folder, backup, key, sink).ShouldBe(ExitCodes.Ok, sink.Text);
    }

    [DatabaseTheory]
    public async Task Backup_WhereAnAttachmentIsGone_IsNotMade(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        using var folder = new TempFolder("gone");
        var clerk = await county.AsAsync("town-dispatcher");
        var number = await clerk.RegisterAsync();
        var id = (await clerk.AttachAsync(number, Pictures.Png, "现场.png")).Json["id"]!.GetValue<Guid>();
        county.Server.Services.GetRequiredService<AttachmentStore>().Delete(id).ShouldBeTrue();

        var made = await MakeAsync(county, folder["backup.fqb"]);

        made.Error!.Code.ShouldBe(BackupErrors.FilesMissing);
        Directory.EnumerateFileSystemEntries(folder.FullName).ShouldBeEmpty();
    }

    private static async Task<string> BackUpAsync(County county, TempFolder folder)
    {
        var path = folder["county.fqb"];
        (await MakeAsync(county, path)).IsSuccess.ShouldBeTrue();
        return path;
    }

    private static async Task<Fengqiao.Kernel.Result<IReadOnlyList<BackupItem>>> MakeAsync(County county, string path)
    {
        using var scope = county.Server.Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<BackupMaker>().MakeAsync(path, BackupCommand.PartsOf(county.Server.Services.GetRequiredService<ServerOptions>()), _ => { }, default);
    }

    private static ServerOptions OptionsOf(TestDatabase database) =>
        ServerOptions.From(database.DataFolder, database.ConnectionString).Value with { ProgramFolder = Repository.HostOutput, Port = 0 };

    private static byte[] Flipped(byte[] whole, int at, Random random)
    {
        var bytes = whole.ToArray();
        bytes[at] ^= (byte)(1 << random.Next(8));
        return bytes;
    }

    private static Dictionary<string, string> Fingerprints(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(f => !f.EndsWith("lock", StringComparison.Ordinal))
        .ToDictionary(f => Path.GetRelativePath(folder, f), f => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f))));

    /// <summary>How many rows the tables have that a restore does not add to.</summary>
    private static async Task<string> RowsAsync(InProcessServer server)
    {
        using var scope = server.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<FengqiaoDb>();
        var counts = new List<string>();
        foreach (var table in (string[])["cases", "case_people", "case_timeline", "case_attachments", "case_search", "accounts", "roles", "regions", "limit_rules", "number_series", "retention_rules"])
        {
            counts.Add($"{table} {(await db.Database.SqlQueryRaw<long>($"SELECT CAST(count(*) AS bigint) AS \"Value\" FROM {table}").ToListAsync())[0]}");
        }

        return string.Join(", ", counts);
    }

    private static async Task AssertReadableAsync(InProcessServer server, TrackingProof proof, (string Name, string Phone) person)
    {
        (await NameOfAsync(server, proof)).ShouldBe(person.Name);
        using var scope = server.Services.CreateScope();
        var file = await scope.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<CaseAttachment>().SingleAsync();
        await using var content = scope.ServiceProvider.GetRequiredService<AttachmentStore>().Open(file.Id).Value;
        Convert.ToHexStringLower(await SHA256.HashDataAsync(content)).ShouldBe(file.Sha256);
    }

    private static async Task<string?> NameOfAsync(InProcessServer server, TrackingProof proof)
    {
        using var scope = server.Services.CreateScope();
        return (await scope.ServiceProvider.GetRequiredService<OwnDataReader>().CopyAsync(proof, default)).Value.Person!.Name;
    }

    private sealed class Sink : ICommandSink
    {
        private readonly List<string> _lines = [];

        public string Text => string.Join('\n', _lines);

        public void Answer(string line) => _lines.Add(line);

        public void Say(string line) => _lines.Add(line);

        public void Fail(string line) => _lines.Add(line);

        public void Progress(string what, long done, double? fraction)
        {
        }
    }
}
