using System.Data.Common;
using System.Globalization;
using System.Text.Json.Serialization;
using Fengqiao.Contracts.Organization;
using Fengqiao.Host.Settings;
using Fengqiao.Kernel;
using Fengqiao.Platform.Outbox;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace Fengqiao.Host.Health;

/// <param name="Status"><c>ok</c>, <c>warning</c> (the server still works) or <c>failed</c>.</param>
/// <param name="Detail">For the operator; never a path, an address or a person.</param>
internal sealed record HealthCheck(string Name, string Status, string? Detail = null)
{
    public const string Ok = "ok";
    public const string Warning = "warning";
    public const string Failed = "failed";

    /// <summary>The detail as a page says it in the reader's language: name of the text and its values. Null: the detail is a bare figure.</summary>
    [JsonIgnore]
    public (string Text, object[] Values)? Said { get; init; }
}

/// <summary>What the server can say about itself. It is ready when nothing has failed.</summary>
internal sealed class HealthReport(Readiness readiness, CommitLane lane, SchemaScripts scripts, DatabaseOptions database, DataFolder folder, FengqiaoDb db, ICalendarSource calendar, CountyClock clock)
{
    private const long LeastFreeBytes = 100L * 1024 * 1024;

    public async Task<IReadOnlyList<HealthCheck>> LookAsync(CancellationToken ct)
    {
        var checks = new List<HealthCheck>
        {
            new("started", readiness.IsWarm ? HealthCheck.Ok : HealthCheck.Failed),
            new("writes", lane.IsBroken ? HealthCheck.Failed : HealthCheck.Ok, lane.IsBroken ? "The disk failed under the database; look at it, then restart." : null) { Said = lane.IsBroken ? ("said.writes", []) : null },
            Disk(),
        };
        if (readiness.IsWarm)
        {
            await LookAtStoreAsync(checks, ct);
            checks.Add(Calendar());
        }

        if (database.Kind == DatabaseKind.Sqlite)
        {
            checks.Add(Sqlite());
        }

        return checks;
    }

    private async Task LookAtStoreAsync(List<HealthCheck> checks, CancellationToken ct)
    {
        try
        {
            var applied = await db.Database.SqlQueryRaw<int>("SELECT COALESCE(MAX(number), 0) AS \"Value\" FROM schema_versions").SingleAsync(ct);
            var known = scripts.For(database.Kind).Max(s => s.Number);
            checks.Add(new HealthCheck("schema", applied == known ? HealthCheck.Ok : HealthCheck.Failed, applied.ToString(CultureInfo.InvariantCulture)));
            var waiting = await db.Set<OutboxMessage>().LongCountAsync(m => m.ParkedUtc == null, ct);
            var parked = await db.Set<OutboxMessage>().LongCountAsync(m => m.ParkedUtc != null, ct);
            checks.Add(new HealthCheck("outbox", parked > 0 ? HealthCheck.Warning : HealthCheck.Ok, $"{waiting} waiting, {parked} parked") { Said = ("said.outbox", [waiting, parked]) });
        }
        catch (DbException e)
        {
            checks.Add(new HealthCheck("schema", HealthCheck.Failed, e.GetType().Name));
        }
    }

    /// <summary>Without a year's notice limits are counted by Monday to Friday, and wrongly.</summary>
    private HealthCheck Calendar()
    {
        var missing = calendar.Current.MissingOn(clock.Today);
        if (missing.Count == 0)
        {
            return new HealthCheck("calendar", HealthCheck.Ok);
        }

        var years = string.Join(", ", missing.Select(y => y.ToString(CultureInfo.InvariantCulture)));
        return new HealthCheck("calendar", HealthCheck.Warning, $"The notice of working days is missing for {years}; import it with: import calendar") { Said = ("said.calendar", [years]) };
    }

    private HealthCheck Disk()
    {
        try
        {
            var free = new DriveInfo(folder.Path).AvailableFreeSpace;
            var megabytes = free / (1024 * 1024);
            return new HealthCheck("disk", free > LeastFreeBytes ? HealthCheck.Ok : HealthCheck.Failed, $"{megabytes} MB free") { Said = ("said.disk", [megabytes]) };
        }
        catch (IOException e)
        {
            return new HealthCheck("disk", HealthCheck.Failed, e.GetType().Name);
        }
    }

    private static HealthCheck Sqlite()
    {
        var version = raw.sqlite3_libversion().utf8_to_string();
        var risky = SqliteRelease.HasWalResetBug(Version.Parse(version));
        return new HealthCheck("sqlite", risky ? HealthCheck.Warning : HealthCheck.Ok, version) { Said = risky ? ("said.sqlite", [version]) : null };
    }
}
