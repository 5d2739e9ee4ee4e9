using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Fengqiao.TestKit;

namespace Fengqiao.EndToEnd.Tests.Cli;

public sealed class StoreCommandTests : IDisposable
{
    private readonly TempFolder _folder = new("commands");

    private string Data => _folder["data"];

    public void Dispose() => _folder.Dispose();

    [DatabaseTheory]
    public async Task Import_WithoutAServer_LoadsTheFile(DatabaseKind kind)
    {
        using TestDatabase database = await TestDatabase.CreateAsync(kind);
        string[] place = database.ConnectionString is { } connection ? ["--data", database.DataFolder, "--database", connection] : ["--data", database.DataFolder];

        CommandResult first = await Shell.RunAsync(["import", "regions", Shell.Regions(_folder), .. place]);
        CommandResult again = await Shell.RunAsync(["import", "regions", Shell.Regions(_folder), .. place]);

        first.ExitCode.ShouldBe(0, first.Output);
        first.StandardOutput.ShouldContain("4 added");
        again.StandardOutput.ShouldContain("0 added");
        again.StandardOutput.ShouldContain("4 unchanged");
    }

    [Fact]
    public async Task Import_ThroughTheRunningServer_IsSeenByItAtOnce()
    {
        await using RunningServer server = await Shell.ServeAsync(Data);

        CommandResult result = await Shell.RunAsync("import", "regions", Shell.Regions(_folder), "--data", Data);

        result.ExitCode.ShouldBe(0, result.Output);
        result.StandardOutput.ShouldContain("4 added");
        JsonElement page = await server.Client.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/regions", UriKind.Relative));
        page.GetProperty("total").GetInt32().ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_OfBadRows_NamesThemAndLoadsNothing(bool running)
    {
        await using RunningServer? server = running ? await Shell.ServeAsync(Data) : null;
        string file = _folder.Write("bad.csv", "代码,名称\n330681,诸暨市\n33068,坏代码\n");

        CommandResult bad = await Shell.RunAsync("import", "regions", file, "--data", Data);
        CommandResult good = await Shell.RunAsync("import", "regions", Shell.Regions(_folder), "--data", Data);

        bad.ExitCode.ShouldBe(1);
        bad.StandardOutput.ShouldBeEmpty();
        bad.Output.ShouldContain("Row 3");
        good.StandardOutput.ShouldContain("4 added");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_OfAMissingFile_Ends1(bool running)
    {
        await using RunningServer? server = running ? await Shell.ServeAsync(Data) : null;

        CommandResult result = await Shell.RunAsync("import", "regions", "no-such-file.csv", "--data", Data);

        result.ExitCode.ShouldBe(1);
        result.StandardOutput.ShouldBeEmpty();
        result.Output.Trim().ShouldNotBeEmpty();
        result.Output.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TokenCreate_PrintsTheTokenAlone(bool running)
    {
        await ImportClerkAsync();
        await using RunningServer? server = running ? await Shell.ServeAsync(Data) : null;

        CommandResult result = await Shell.RunAsync("token", "create", "--account", "clerk", "--data", Data);

        result.ExitCode.ShouldBe(0, result.Output);
        string token = result.StandardOutput.TrimEnd('\n');
        token.ShouldMatch("^[A-Za-z0-9_.-]{30,}$");
        if (server is not null)
        {
            server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            JsonElement me = await server.Client.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/me", UriKind.Relative));
            me.GetProperty("account").GetString().ShouldBe("clerk");
        }
    }

    [Fact]
    public async Task TokenCreate_ForAnUnknownAccount_Ends1WithNothingOnStandardOutput()
    {
        CommandResult result = await Shell.RunAsync("token", "create", "--account", "nobody", "--data", Data);

        result.ExitCode.ShouldBe(1);
        result.StandardOutput.ShouldBeEmpty();
    }

    [Fact]
    public async Task AccountPassword_FromAPipe_SetsItAndRefusesAWeakOne()
    {
        await ImportClerkAsync();

        (await Shell.RunWithInputAsync("Stone-Bridge-72", "account", "password", "--account", "clerk", "--data", Data)).ExitCode.ShouldBe(0);
        CommandResult weak = await Shell.RunWithInputAsync("clerk", "account", "password", "--account", "clerk", "--data", Data);

        weak.ExitCode.ShouldBe(1);
        weak.Output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Command_WhoseDatabaseIsNotTheServers_IsRefused()
    {
        await using RunningServer server = await Shell.ServeAsync(Data);

        CommandResult result = await Shell.RunAsync("audit", "verify", "--data", Data, "--database", _folder["other.db"]);

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain("--database");
    }

    [Theory]
    [InlineData("DROP TRIGGER audit_entries_unchanged; UPDATE audit_entries SET details = '{}' || ' ' WHERE sequence = 1", 1)]
    [InlineData("DROP TRIGGER audit_entries_unchanged; UPDATE audit_entries SET actor = 'somebody-else' WHERE sequence = 2", 2)]
    [InlineData("DROP TRIGGER audit_entries_kept; DELETE FROM audit_entries WHERE sequence = 1", 1)]
    public async Task AuditVerify_AfterARowWasTamperedWith_NamesIt(string sql, int entry)
    {
        await ImportClerkAsync();
        CommandResult intact = await Shell.RunAsync("audit", "verify", "--data", Data);
        Shell.Sql(Data, sql);

        CommandResult broken = await Shell.RunAsync("audit", "verify", "--data", Data);

        intact.ExitCode.ShouldBe(0, intact.Output);
        broken.ExitCode.ShouldBe(1);
        broken.StandardOutput.ShouldContain($"entry {entry}");
    }

    private async Task ImportClerkAsync()
    {
        string units = _folder.Write("units.csv", "单位代码,单位名称,单位类型,辖区代码\nC00,诸暨市综治中心,county-centre,330681\n");
        string staff = _folder.Write("staff.csv", "姓名,账号,岗位\n陈小枫,clerk,county-dispatcher@C00\n");
        foreach ((string what, string file) in new[] { ("regions", Shell.Regions(_folder)), ("units", units), ("staff", staff) })
        {
            CommandResult result = await Shell.RunAsync("import", what, file, "--data", Data);
            result.ExitCode.ShouldBe(0, result.Output);
        }
    }
}
