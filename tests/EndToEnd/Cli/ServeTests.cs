using System.Net;
using System.Text;
using Fengqiao.TestKit;

namespace Fengqiao.EndToEnd.Tests.Cli;

public sealed class ServeTests : IDisposable
{
    private readonly TempFolder _folder = new("serve");

    private string Data => _folder["data"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Stop_WhenAskedTo_EndsQuietlyWith0()
    {
        await using RunningServer server = await Shell.ServeAsync(Data);

        (await server.StopAsync()).ShouldBe(0);
        string[] lines = server.Output.Trim().Split('\n');
        lines.Length.ShouldBe(3, server.Output);
        lines[0].ShouldContain(server.Address.ToString().TrimEnd('/'));
        lines[2].ShouldStartWith($"{server.Address}first-run/");
    }

    [Fact]
    public async Task FirstRun_ByTheLinkThatWasPrinted_NamesTheAdministrators_AndACommandMakesTheirNextLinks()
    {
        await using RunningServer server = await Shell.ServeAsync(Data);
        string printed = server.Output.Trim().Split('\n')[2].Trim();

        string page = await server.Client.GetStringAsync(new Uri(printed));
        page.ShouldContain("name=\"system-admin-account\"");
        CommandResult second = await Shell.RunAsync("account", "link", "--data", Data);
        second.ExitCode.ShouldBe(0, second.Output);
        (await server.Client.GetAsync(new Uri(printed))).StatusCode.ShouldBe(HttpStatusCode.Gone);
        string link = second.Output.Split('\n').Single(line => line.Contains("/first-run/", StringComparison.Ordinal)).Trim();
        (await server.Client.GetAsync(new Uri(server.Address, new Uri(link).PathAndQuery))).StatusCode.ShouldBe(HttpStatusCode.OK);
        CommandResult nobody = await Shell.RunAsync("account", "link", "--account", "nobody", "--data", Data);
        nobody.ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Start_AfterTheServerWasKilled_RemovesTheStaleSocket()
    {
        await using (RunningServer killed = await Shell.ServeAsync(Data))
        {
            await killed.StopAsync(GuardedProcess.SigKill);
        }

        File.Exists(Path.Combine(Data, "run", "fengqiao.sock")).ShouldBeTrue();
        await using RunningServer server = await Shell.ServeAsync(Data);
        (await Shell.RunAsync("audit", "verify", "--data", Data)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Start_OnADataFolderInUse_IsRefusedAndNamesTheFolder()
    {
        await using RunningServer server = await Shell.ServeAsync(Data);

        CommandResult second = await Shell.RunAsync("serve", "--data", Data, "--port", Shell.Number(FreePort.Next()));

        second.ExitCode.ShouldBe(1);
        second.Output.ShouldContain(Data);
        second.Output.ShouldContain("--data");
    }

    [Fact]
    public async Task Start_OnADatabaseInUseFromAnotherFolder_IsRefused()
    {
        await using RunningServer server = await Shell.ServeAsync(Data);

        CommandResult second = await Shell.RunAsync("serve", "--data", _folder["other"], "--database", Path.Combine(Data, "fengqiao.db"),
            "--port", Shell.Number(FreePort.Next()));

        second.ExitCode.ShouldBe(1);
        second.Output.ShouldContain("Another Fengqiao process");
    }

    [Fact]
    public async Task Start_OnAPortInUse_NamesThePortAndTheWayOut()
    {
        await using RunningServer server = await Shell.ServeAsync(Data);
        string port = Shell.Number(server.Address.Port);

        CommandResult second = await Shell.RunAsync("serve", "--data", _folder["other"], "--port", port);

        second.ExitCode.ShouldBe(1);
        second.Output.ShouldContain(port);
        second.Output.ShouldContain("--port");
    }

    [Fact]
    public async Task Start_OnANewerDatabase_LeavesItAlone()
    {
        (await Shell.RunAsync("migrate", "--data", Data)).ExitCode.ShouldBe(0);
        Shell.Sql(Data, "INSERT INTO schema_versions (number, name, checksum, applied_utc) VALUES (9999, '9999_future', 'x', '2030-01-01')");

        CommandResult result = await Shell.RunAsync("serve", "--data", Data, "--port", Shell.Number(FreePort.Next()));

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain("9999");
        result.Output.ShouldContain("newer");
    }

    [Fact]
    public async Task Start_OnAFileThatIsNoDatabase_NamesIt()
    {
        File.WriteAllText(_folder["data/fengqiao.db"], new string('x', 8192));

        CommandResult result = await Shell.RunAsync("serve", "--data", Data, "--port", Shell.Number(FreePort.Next()));

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain("fengqiao.db");
        result.Output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Start_WhereTheFolderCannotBeMade_NamesIt()
    {
        string inside = Path.Combine(_folder.Write("file", "not a folder"), "data");

        CommandResult result = await Shell.RunAsync("serve", "--data", inside, "--port", Shell.Number(FreePort.Next()));

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain(inside);
    }

    [Fact]
    public async Task Start_WithoutItsMasterKey_IsRefusedOnceDataAreSealedUnderIt()
    {
        (await Shell.RunAsync("migrate", "--data", Data)).ExitCode.ShouldBe(0);
        File.Delete(Path.Combine(Data, "master.key"));

        CommandResult result = await Shell.RunAsync("migrate", "--data", Data);

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain("master.key");
        File.Exists(Path.Combine(Data, "master.key")).ShouldBeFalse();
    }

    [Fact]
    public async Task Commands_OverTheNetwork_AreNotThere()
    {
        await using RunningServer server = await Shell.ServeAsync(Data);
        using var body = new StringContent("{\"name\":\"migrate\",\"database\":\"\",\"language\":\"en\",\"arguments\":{}}", Encoding.UTF8, "application/json");

        using HttpResponseMessage answer = await server.Client.PostAsync(new Uri("/commands", UriKind.Relative), body);

        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed);
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("kind");
    }

    [Fact]
    public async Task DataFolder_IsForItsOwnerAlone()
    {
        (await Shell.RunAsync("migrate", "--data", Data)).ExitCode.ShouldBe(0);

        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        foreach (string entry in (string[])[Data, Path.Combine(Data, "run"), Path.Combine(Data, "keys"), Path.Combine(Data, "attachments"), Path.Combine(Data, "fengqiao.db"), Path.Combine(Data, "master.key")])
        {
#pragma warning disable CA1416 // The tests run on Linux only: they need signals and modes.
            (File.GetUnixFileMode(entry) & others).ShouldBe(UnixFileMode.None, entry);
#pragma warning restore CA1416
        }
    }
}
