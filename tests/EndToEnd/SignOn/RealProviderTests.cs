using System.Globalization;
using System.Net;
using System.Text.Json;
using Fengqiao.EndToEnd.Tests.Cli;
using Fengqiao.TestKit;

namespace Fengqiao.EndToEnd.Tests.SignOn;

/// <summary>
/// The whole sign-on over HTTP, against the certified provider and a server started as an operator starts it: settings file, secret in the
/// environment, code flow with PKCE (pushed, as this provider offers it), groups from user info, sign-out on both sides.
/// </summary>
public sealed class RealProviderTests : IDisposable
{
    private readonly TempFolder _folder = new("sign-on");

    private string Data => _folder["data"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SignOn_AtARealProvider_FollowsTheGroups_AndLeavesBothSides()
    {
        int port = FreePort.Next();
        await using RunningServer server = await ServeAsync(port);
        using var person = new Wanderer();
        await person.OpenAsync(new Uri(server.Address, "/sign-in"));
        person.Page.ShouldContain("/sign-in/unit/start");
        await person.OpenAsync(new Uri(server.Address, "/sign-in/unit/start"));
        person.Here.PathAndQuery.ShouldBe("/sign-in/unit?why=unreachable", "the provider does not run yet");

        await using RealProvider provider = await RealProvider.StartAsync(port, server.Address);
        provider.Put("zhou.jie", "dispatch");
        await SignOnAsync(person, server, "zhou.jie");
        person.Here.ShouldBe(new Uri(server.Address, "/work"), $"{person.Here} {server.Output} {person.Page}");
        (await MeAsync(person, server)).ShouldBe(("zhou.jie", "town-dispatcher"));

        // The group is gone: so is the post, with the next sign-on. The provider still knows the person and does not ask.
        provider.Put("zhou.jie");
        await person.OpenAsync(new Uri(server.Address, "/sign-in/unit/start"));
        (await MeAsync(person, server)).ShouldBe(("zhou.jie", ""));

        await person.OpenAsync(new Uri(server.Address, "/account"));
        await person.SendAsync("/sign-out");
        person.Here.PathAndQuery.ShouldBe("/sign-in?signedOut=provider");
        await person.OpenAsync(new Uri(server.Address, "/sign-in/unit/out"));
        await person.SendAsync("/session/end/confirm", ("logout", "yes"));
        person.Here.ShouldBe(new Uri(server.Address, "/sign-in?signedOut=true"), person.Page);
        await person.OpenAsync(new Uri(server.Address, "/sign-in/unit/start"));
        person.Here.ToString().ShouldStartWith(provider.Issuer + "/interaction/", Case.Sensitive, "the provider asks again who it is");

        // Whom no group gives a post is not let in, though the provider knows them.
        await person.SendAsync("/interaction/", ("login", "nobody"), ("password", "any"));
        await person.SendAsync("/interaction/");
        person.Here.PathAndQuery.ShouldBe("/sign-in/unit?why=unknown", person.Page);
        person.Page.ShouldContain("nobody");

        server.Output.ShouldNotContain("eyJ", Case.Sensitive, "no token is logged");
        server.Output.ShouldNotContain(RealProvider.Secret);
        CommandResult audit = await Shell.RunAsync("audit", "verify", "--data", Data);
        audit.ExitCode.ShouldBe(0, audit.Output);
    }

    private async Task<RunningServer> ServeAsync(int port)
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "fengqiao.json"), JsonSerializer.Serialize(new
        {
            signIn = new
            {
                provider = new
                {
                    issuer = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
                    clientId = RealProvider.ClientId,
                    scopes = new[] { "profile", "groups" },
                    userInfo = true,
                    createAccounts = true,
                    groups = new[] { new { group = "dispatch", role = "town-dispatcher", unit = "T1" } },
                },
            },
        }));
        RunningServer server = await RunningServer.StartAsync(Data, environment: new Dictionary<string, string?> { ["FENGQIAO_SIGN_ON_SECRET"] = RealProvider.Secret });
        string units = _folder.Write("units.csv", "code,name,kind,region\nT1,枫桥镇综治中心,town-centre,330681100\n");
        foreach ((string what, string file) in ((string, string)[])[("regions", Shell.Regions(_folder)), ("units", units)])
        {
            CommandResult import = await Shell.RunAsync("import", what, file, "--data", Data);
            import.ExitCode.ShouldBe(0, import.Output);
        }

        return server;
    }

    private static async Task SignOnAsync(Wanderer person, RunningServer server, string name)
    {
        await person.OpenAsync(new Uri(server.Address, "/sign-in/unit/start"));
        await person.SendAsync("/interaction/", ("login", name), ("password", "any"));
        await person.SendAsync("/interaction/");
    }

    private static async Task<(string Account, string Roles)> MeAsync(Wanderer person, RunningServer server)
    {
        await person.OpenAsync(new Uri(server.Address, "/api/v1/me"));
        person.Status.ShouldBe(HttpStatusCode.OK, person.Page);
        using JsonDocument me = JsonDocument.Parse(person.Page);
        return (me.RootElement.GetProperty("account").GetString()!, string.Join(' ', me.RootElement.GetProperty("roles").EnumerateArray().Select(r => r.GetString())));
    }
}
