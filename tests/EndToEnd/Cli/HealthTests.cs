using System.Net;
using System.Text.Json;
using Fengqiao.Host.Health;
using Fengqiao.Host.Server;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.EndToEnd.Tests.Cli;

public sealed class HealthTests
{
    private static readonly Uri Ready = new("/health/ready", UriKind.Relative);

    [DatabaseTheory]
    public async Task Ready_OfASoundServer_NamesItsChecks(DatabaseKind kind)
    {
        using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using InProcessServer server = await InProcessServer.StartAsync(database);

        (HttpStatusCode status, Dictionary<string, string> checks) = await LookAsync(server);

        status.ShouldBe(HttpStatusCode.OK);
        foreach (string name in (string[])["started", "writes", "disk", "schema", "outbox"])
        {
            checks[name].ShouldBe("ok", name);
        }

        // No notice of working days was imported yet: said, and no reason to stand still.
        checks["calendar"].ShouldBe("warning");
    }

    [DatabaseTheory]
    public async Task Ready_WhenTheDatabaseHasMovedOn_Answers503(DatabaseKind kind)
    {
        using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using InProcessServer server = await InProcessServer.StartAsync(database);
        await server.Services.GetRequiredService<CommitLane>().RunAloneAsync(
            (db, ct) => db.ExecuteAsync("INSERT INTO schema_versions (number, name, checksum, applied_utc) VALUES (9999, '9999_future', 'x', @at)",
                ct, ("at", FakeTime.Start.UtcDateTime)),
            CancellationToken.None);

        (HttpStatusCode status, Dictionary<string, string> checks) = await LookAsync(server);

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        checks["schema"].ShouldBe("failed");
    }

    [Theory]
    [InlineData("3.50.4", true)]
    [InlineData("3.50.7", false)]
    [InlineData("3.44.5", true)]
    [InlineData("3.44.6", false)]
    [InlineData("3.45.0", true)]
    [InlineData("3.51.2", true)]
    [InlineData("3.51.3", false)]
    [InlineData("3.52.0", false)]
    public void WalResetBug_IsKnownByRelease(string version, bool has) =>
        SqliteRelease.HasWalResetBug(Version.Parse(version)).ShouldBe(has);

    [Theory]
    [InlineData("10.0.0", true)]
    [InlineData("10.0.6", true)]
    [InlineData("10.0.7", false)]
    [InlineData("10.1.0", false)]
    [InlineData("9.0.1", false)]
    public void ForgedCookies_AreAcceptedByTheseFrameworks(string version, bool accepts) =>
        FrameworkCheck.AcceptsForgedCookies(Version.Parse(version)).ShouldBe(accepts);

    private static async Task<(HttpStatusCode Status, Dictionary<string, string> Checks)> LookAsync(InProcessServer server)
    {
        using HttpResponseMessage answer = await server.Client.GetAsync(Ready);
        using JsonDocument body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, body.RootElement.GetProperty("checks").EnumerateArray()
            .ToDictionary(c => c.GetProperty("name").GetString()!, c => c.GetProperty("status").GetString()!));
    }
}
