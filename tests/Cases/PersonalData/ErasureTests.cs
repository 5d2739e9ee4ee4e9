using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Features.CitizenData;
using Fengqiao.Cases.Jobs;
using Fengqiao.Cases.Tests.CallingBack;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.Host.Backup;
using Fengqiao.Host.Server;
using Fengqiao.Platform.Backup;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Cases.Tests.PersonalData;

/// <summary>Two hundred names and numbers are planted, used as they are in real work, erased, and looked for wherever a server leaves something.</summary>
[Collection(HttpTests.Name)]
public sealed class ErasureTests
{
    private const int Values = 200;
    private const int Asking = 20;

    [DatabaseTheory]
    public async Task Erased_ValuesAreFoundNowhere(DatabaseKind kind)
    {
        var (logs, time, began) = (new LogKeeper(), new FakeTime(), TimeProvider.System.GetUtcNow().UtcDateTime);
        await using var county = await County.StartAsync(kind, time, configure: services => services.AddLogging(l => l.AddProvider(logs)));
        var planted = PlantedValues.Make(Values);
        planted.People.SelectMany(p => (string[])[p.Name, p.Phone]).Distinct(StringComparer.Ordinal).Count().ShouldBe(Values);
        var proofs = await PlantAsync(county, planted);
        (await StoredAsync(county, planted)).ShouldNotBeEmpty("a search that finds nothing before would prove nothing after");

        // Some ask for it themselves; for the others the time is over.
        foreach (var proof in proofs.Take(Asking))
        {
            using var scope = county.Server.Services.CreateScope();
            (await scope.ServiceProvider.GetRequiredService<OwnDataChanges>().EraseAsync(proof, isSure: true, default)).IsSuccess.ShouldBeTrue();
        }

        // Three in the morning, when the store may rewrite its files.
        time.SetUtcNow(new DateTimeOffset(FakeTime.Start.AddYears(6).Date, TimeSpan.Zero).AddHours(19));
        await county.Server.Services.GetServices<IHostedService>().OfType<PersonPurge>().Single().RunOnceAsync(default);

        if (kind == DatabaseKind.Postgres)
        {
            (await StoreFilesAsync(county, planted)).ShouldNotBeEmpty("a store that keeps nothing of old rows would prove nothing");
        }

        await county.Server.Services.GetServices<IHostedService>().OfType<ErasedSpace>().Single().RunOnceAsync(default);
        (await StoredAsync(county, planted)).ShouldBeEmpty("rows of the database");
        if (kind == DatabaseKind.Postgres)
        {
            (await StoreFilesAsync(county, planted)).ShouldBeEmpty("pages, statistics and log of PostgreSQL");
        }

        planted.Below(county.Database.DataFolder).ShouldBeEmpty("the data folder: on SQLite the database and its log, attachments, keys");
        planted.In(Encoding.UTF8.GetBytes(logs.Text)).ShouldBeEmpty("what was logged");
        TemporaryFiles(began).SelectMany(file => planted.In(PlantedValues.Read(file))).ShouldBeEmpty("temporary files");
        planted.In(Encoding.UTF8.GetBytes(await ShownAsync(county))).ShouldBeEmpty("what is shown");
        (await ExportsAsync(county)).SelectMany(planted.In).ShouldBeEmpty("exports, unpacked");
        (await county.AuditAsync("person.erase")).Count.ShouldBe(Values / 2);
        await using var backup = new MemoryStream();
        BackupFile.Read(await BackUpAsync(county), county.Server.Services.GetRequiredService<KeyRing>(), (_, content) => content.CopyTo(backup)).IsSuccess.ShouldBeTrue();
        planted.In(backup.ToArray()).ShouldBeEmpty("a backup, opened with its key");
    }

    [DatabaseTheory]
    public async Task Purge_ErasesThePeopleOfCasesClosedLongAgo_AndNoOthers(DatabaseKind kind)
    {
        var time = new FakeTime();
        await using var county = await County.StartAsync(kind, time);
        var (old, _) = await ReportAsync(county, "聂旧案", "13712340201");
        await (await county.AsAsync("town-dispatcher")).MovesAsync(old, ("answer", new { text = "聂旧案的事已办" }));
        time.SetUtcNow(FakeTime.Start.AddDays(1826));
        var purge = county.Server.Services.GetServices<IHostedService>().OfType<PersonPurge>().Single();
        await purge.RunOnceAsync(default);
        (await ErasuresAsync(county)).ShouldBeEmpty("a day before the time is over");

        time.SetUtcNow(FakeTime.Start.AddDays(1828));
        await ReportAsync(county, "聂新案", "13712340202");
        await purge.RunOnceAsync(default);

        (await ErasuresAsync(county)).ShouldHaveSingleItem().Reason.ShouldBe(Erasure.Expired);
        (await county.AuditAsync("person.erase")).ShouldHaveSingleItem().ShouldStartWith($"system {old} ");
    }

    /// <summary>What the product left in the machine's folder for such files since the test began; others work there too.</summary>
    private static IEnumerable<string> TemporaryFiles(DateTime sinceUtc) =>
        Directory.EnumerateFiles(Path.GetTempPath()).Concat(Directory.EnumerateDirectories(Path.GetTempPath(), "fengqiao-import-*").SelectMany(Directory.EnumerateFiles))
            .Where(file => !IsPipe(file) && File.GetLastWriteTimeUtc(file) >= sinceUtc);

    /// <summary>The runtime's own pipes for debuggers, one pair for each process of the machine: who opens one waits for a debugger for good.</summary>
    private static bool IsPipe(string file) => Path.GetFileName(file).StartsWith("clr-debug-pipe-", StringComparison.Ordinal);

    /// <summary>Each person reports, is talked about by name, called, and withdraws.</summary>
    private static async Task<List<TrackingProof>> PlantAsync(County county, PlantedValues planted)
    {
        var (clerk, handler) = (await county.AsAsync("town-dispatcher"), await county.AsAsync("handler"));
        var proofs = new List<TrackingProof>();
        foreach (var (index, (name, phone)) in planted.People.Index())
        {
            var (number, code) = await ReportAsync(county, name, phone);
            if (index % 10 == 0)
            {
                (await clerk.PostAsync($"/api/v1/cases/{number}/comments", new { text = $"{name}上午来过，电话{phone}" })).Status.ShouldBe(HttpStatusCode.Created);
                (await clerk.AttachAsync(number, Pictures.Png, $"{name}-{phone}.png")).Status.ShouldBe(HttpStatusCode.Created);
                (await clerk.GetAsync($"/api/v1/cases?q={Uri.EscapeDataString(name)}")).Status.ShouldBe(HttpStatusCode.OK);
                (await clerk.PostFormAsync($"/cases/{number}/particulars", "fields", ("version", "0"), ("place", $"{name}家门口"), ("organisations", $"{name} {phone}"))).Status.ShouldBe(HttpStatusCode.Found);
            }

            if (index % 20 == 0)
            {
                // Pressed, answered and lifted, each in words about the person.
                (await clerk.MoveAsync(number, "dispatch", new { leadUnit = "D05" })).Status.ShouldBe(HttpStatusCode.OK);
                var issued = await clerk.PostAsync($"/api/v1/cases/{number}/supervisions", new { level = "letter", reason = $"{name}多次来电{phone}" });
                issued.Status.ShouldBe(HttpStatusCode.Created, issued.Text);
                var letter = issued.Json["id"]!.GetValue<string>();
                (await handler.PostAsync($"/api/v1/supervisions/{letter}/answer", new { text = $"已联系{name}（{phone}）" }, ("If-Match", "\"1\""))).Status.ShouldBe(HttpStatusCode.OK);
                (await clerk.PostAsync($"/api/v1/supervisions/{letter}/lift", new { reason = $"{name}的事已办" }, ("If-Match", "\"2\""))).Status.ShouldBe(HttpStatusCode.OK);
                await Joining.JointWords.PlantAsync(county, number, name + phone);

                // And called back.
                await handler.MovesAsync(number, ("sign", null), ("submit", new { text = $"{name}家门口已修" }));
                await (await county.AsAsync("verifier")).MovesAsync(number, ("verify", null));
                var task = (await Calls.TasksAsync(county, number)).Single().Id;
                await (await county.AsAsync("callback")).RecordAsync(task, new { resolution = "unsolved", satisfaction = "so-so", text = $"{name}（{phone}）说还是不亮" }).DoneAsync();
            }

            (await county.Anonymous.PostAsync("/api/v1/tracking/moves/withdraw", new { number, code, text = $"{name}（{phone}）不用了" })).Status.ShouldBe(HttpStatusCode.OK);
            proofs.Add(new TrackingProof(number, code));
        }

        return proofs;
    }

    private static async Task<(string Number, string Code)> ReportAsync(County county, string name, string phone)
    {
        var receipt = await county.Anonymous.PostAsync(
            "/api/v1/reports",
            new { title = $"{name}反映路灯", description = $"我是{name}，手机{phone[..3]}-{phone[3..7]}-{phone[7..]}或{phone}，路灯不亮", latitude = County.Latitude, longitude = County.Longitude, name, phone },
            ("Idempotency-Key", "key-" + phone[^4..]));
        receipt.Status.ShouldBe(HttpStatusCode.Created, receipt.Text);
        return (receipt.Json["number"]!.GetValue<string>(), receipt.Json["trackingCode"]!.GetValue<string>());
    }

    /// <summary>Every value of every row of every table, as text or bytes.</summary>
    private static async Task<List<string>> StoredAsync(County county, PlantedValues planted)
    {
        using var scope = county.Server.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<FengqiaoDb>();
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        var names = db.Database.IsNpgsql()
            ? "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
        var found = new List<string>();
        foreach (var table in await TextsAsync(connection, names))
        {
            foreach (var value in await TextsAsync(connection, $"SELECT * FROM \"{table}\""))
            {
                found.AddRange(planted.In(Encoding.UTF8.GetBytes(value)).Select(v => $"{v} in {table}"));
            }
        }

        return found;
    }

    private static async Task<List<string>> TextsAsync(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync())
        {
            texts.AddRange(Enumerable.Range(0, reader.FieldCount).Where(i => !reader.IsDBNull(i)).Select(i => reader.GetValue(i) is byte[] bytes ? Encoding.UTF8.GetString(bytes) : reader.GetValue(i).ToString()!));
        }

        return texts;
    }

    private static async Task<string> BackUpAsync(County county)
    {
        var path = county.Files["county.fqb"];
        using var scope = county.Server.Services.CreateScope();
        (await scope.ServiceProvider.GetRequiredService<BackupMaker>().MakeAsync(path, BackupCommand.PartsOf(county.Server.Services.GetRequiredService<ServerOptions>()), _ => { }, default)).IsSuccess.ShouldBeTrue();
        return path;
    }

    private static async Task<string> ShownAsync(County county)
    {
        using var scope = county.Server.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<FengqiaoDb>();
        var numbers = await db.Set<Case>().Select(c => c.Number).ToListAsync();
        var leader = await county.AsAsync("leader");
        var whole = new StringBuilder();
        foreach (var number in numbers.Take(20))
        {
            whole.Append((await leader.GetAsync($"/api/v1/cases/{number}")).Text).Append((await leader.GetAsync($"/cases/{number}/papers/whole")).Text);
        }

        return whole.Append((await leader.GetAsync("/api/v1/cases?pageSize=100")).Text).ToString();
    }

    /// <summary>The lists and papers one can take away, with the parts of those that are archives.</summary>
    private static async Task<List<byte[]>> ExportsAsync(County county)
    {
        var dispatcher = await county.AsAsync("county-dispatcher");
        var token = await dispatcher.TokenAsync("/cases/bulk?do=export&all=true&list=state%3Dwithdrawn");
        string number;
        using (var scope = county.Server.Services.CreateScope())
        {
            number = await scope.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<Case>().OrderBy(c => c.Sequence).Select(c => c.Number).FirstAsync();
        }

        var contents = new List<byte[]>();
        foreach (var format in (string[])["csv", "xlsx", "docx"])
        {
            using var answer = format == "docx"
                ? await dispatcher.Client.GetAsync(new Uri($"/cases/{number}/papers/whole.docx", UriKind.Relative))
                : await dispatcher.Client.PostAsync("/cases/export", new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("list", "state=withdrawn"), new("format", format)]));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, format);
            var content = await answer.Content.ReadAsByteArrayAsync();
            content.Length.ShouldBeGreaterThan(500, format);
            contents.Add(content);
            if (format != "csv")
            {
                using var archive = new ZipArchive(new MemoryStream(content));
                foreach (var entry in archive.Entries)
                {
                    using var part = new MemoryStream();
                    await using var opened = await entry.OpenAsync();
                    await opened.CopyToAsync(part);
                    contents.Add(part.ToArray());
                }
            }
        }

        return contents;
    }

    /// <summary>The files of the database itself and the cluster's log, as somebody who stole the disk would read them.</summary>
    private static async Task<List<string>> StoreFilesAsync(County county, PlantedValues planted)
    {
        using var scope = county.Server.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<FengqiaoDb>();
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        var folder = (await TextsAsync(connection, "SHOW data_directory")).Single();
        var database = (await TextsAsync(connection, "SELECT oid FROM pg_database WHERE datname = current_database()")).Single();
        return [.. planted.Below(Path.Combine(folder, "base", database)), .. planted.Below(Path.Combine(folder, "pg_wal"))];
    }

    private static async Task<List<Erasure>> ErasuresAsync(County county)
    {
        using var scope = county.Server.Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<Erasure>().ToListAsync();
    }

    /// <summary>What the server logs as it is set up to.</summary>
    private sealed class LogKeeper : ILoggerProvider
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public string Text => string.Join('\n', _lines);

        public ILogger CreateLogger(string categoryName) => new Logger(_lines);

        public void Dispose()
        {
        }

        private sealed class Logger(ConcurrentQueue<string> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                lines.Enqueue(formatter(state, exception) + exception);
        }
    }
}
