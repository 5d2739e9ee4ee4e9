using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Fengqiao.TestKit;

namespace Fengqiao.EndToEnd.Tests.Cli;

public sealed class DemoTests : IDisposable
{
    private readonly TempFolder _folder = new("demo");

    private string Data => _folder["data"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Demo_StartedAgain_KeepsItsDataAndAccounts()
    {
        string printed;
        await using (RunningServer first = await Shell.ServeAsync(Data, null, "demo", "--cases", "60"))
        {
            (await CasesAsync(first)).ShouldBeGreaterThan(0);
            printed = first.Output;
            foreach (string role in (string[])["grid-worker", "village-officer", "town-dispatcher", "county-dispatcher", "handler", "verifier", "callback", "leader", "system-admin", "security-admin", "audit-admin"])
            {
                printed.ShouldContain(role);
            }

            await first.StopAsync();
        }

        string accounts = File.ReadAllText(Path.Combine(Data, "demo-accounts.txt"));
        await using RunningServer second = await Shell.ServeAsync(Data, null, "demo", "--cases", "10");

        File.ReadAllText(Path.Combine(Data, "demo-accounts.txt")).ShouldBe(accounts);
        foreach (string line in accounts.Trim().Split('\n'))
        {
            printed.ShouldContain(line.Split('\t')[2]);
            second.Output.ShouldContain(line.Split('\t')[2]);
        }
    }

    [Fact]
    public async Task Demo_WithFresh_StartsOver()
    {
        await using (RunningServer first = await Shell.ServeAsync(Data, null, "demo", "--cases", "20"))
        {
            await first.StopAsync();
        }

        string accounts = File.ReadAllText(Path.Combine(Data, "demo-accounts.txt"));
        string own = _folder.Write("data/notes.txt", "somebody's own file");
        await using RunningServer second = await Shell.ServeAsync(Data, null, "demo", "--fresh", "--cases", "20");

        File.ReadAllText(Path.Combine(Data, "demo-accounts.txt")).ShouldNotBe(accounts);
        File.Exists(own).ShouldBeTrue();
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("demo", "--fresh")]
    public async Task Demo_OnAFolderOfARealCounty_RefusesAndTouchesNothing(params string[] command)
    {
        (await Shell.RunAsync("import", "regions", Shell.Regions(_folder), "--data", Data)).ExitCode.ShouldBe(0);

        CommandResult result = await Shell.RunAsync([.. command, "--data", Data, "--port", Shell.Number(FreePort.Next())]);

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain(Data);
        Shell.Sql(Data, "SELECT COUNT(*) FROM regions").ShouldBe(4L);
    }

    [Fact]
    public async Task Demo_AfterItWasInterrupted_StartsOver()
    {
        (await Shell.RunAsync("migrate", "--data", Data)).ExitCode.ShouldBe(0);
        _folder.Write("data/demo.json", "{ \"seed\": 1, \"cases\": 20, \"isComplete\": false }");

        await using RunningServer server = await Shell.ServeAsync(Data, null, "demo", "--cases", "20");

        (await CasesAsync(server)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Demo_Live_ActsWithoutAnErrorAndEndsByItself()
    {
        CommandResult result = await Shell.RunAsync(
            "demo", "--data", Data, "--port", Shell.Number(FreePort.Next()), "--cases", "60", "--live", "--speed", "6000", "--for", "12s");

        result.ExitCode.ShouldBe(0, result.Output);
        result.StandardOutput.ShouldContain("No errors");
        foreach (string act in (string[])["register", "dispatch", "sign", "submit", "verify", "close"])
        {
            result.StandardOutput.ShouldContain(act + " ");
        }

        // Tokens are shown to nobody and lie nowhere.
        result.Output.ShouldNotContain("fq_");
        Convert.ToInt64(Shell.Sql(Data, "SELECT COUNT(*) FROM cases"), CultureInfo.InvariantCulture).ShouldBeGreaterThan(60);
    }

    private async Task<int> CasesAsync(RunningServer server)
    {
        CommandResult token = await Shell.RunAsync("token", "create", "--account", "leader", "--data", Data);
        token.ExitCode.ShouldBe(0, token.Output);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/cases?pageSize=1");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.StandardOutput.Trim());
        using HttpResponseMessage answer = await server.Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("total").GetInt32();
    }
}
