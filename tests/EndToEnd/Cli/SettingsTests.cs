using Fengqiao.Contracts.Organization;
using Fengqiao.Host.Settings;
using Fengqiao.Kernel;
using Fengqiao.TestKit;

namespace Fengqiao.EndToEnd.Tests.Cli;

public sealed class SettingsTests : IDisposable
{
    private readonly TempFolder _folder = new("settings");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_WithoutAFile_GivesDefaults() =>
        SettingsFile.Read(_folder["fengqiao.json"]).Value.ShouldBe(new ServerSettings());

    [Fact]
    public void Read_TakesEverySetting()
    {
        ServerSettings settings = Read("""
            {
              // Comments are allowed.
              "port": 8080, "listen": ["0.0.0.0"], "countyZone": "Asia/Urumqi", "publicUrl": "https://centre.example",
              "auditChain": 3, "trustedProxies": ["10.0.0.1"],
              "limits": { "uploadMegabytes": 10, "requestKilobytes": 64, "publicPerMinute": 30, "accountPerMinute": 600, "exportsPerMinute": 5, "uploadsPerMinute": 50 },
              "signIn": { "profile": "asvs", "idleMinutes": 20, "longestHours": 9, "singleDevice": true, "rotationDays": 180 },
            }
            """).Value;

        settings.Port.ShouldBe(8080);
        settings.Listen.ShouldBe(["0.0.0.0"]);
        settings.CountyZone.ShouldBe("Asia/Urumqi");
        settings.TrustedProxies.ShouldBe(["10.0.0.1"]);
        settings.Limits!.UploadBytes.ShouldBe(10L << 20);
        settings.Limits.RequestBytes.ShouldBe(64L << 10);
        settings.Limits.PublicRequestsPerMinute.ShouldBe(30);
        (settings.Limits.AccountRequestsPerMinute, settings.Limits.AccountExportsPerMinute, settings.Limits.AccountUploadsPerMinute).ShouldBe((600, 5, 50));
        settings.SignIn!.ToPolicy().ShouldBe(new SignInPolicy
        {
            Profile = PasswordProfile.Asvs, Idle = TimeSpan.FromMinutes(20), Longest = TimeSpan.FromHours(9), SingleDevice = true, Rotation = TimeSpan.FromDays(180), Remembered = 0,
        });
    }

    [Theory]
    [InlineData("{}", 30, 90, 5)]
    [InlineData("""{ "signIn": { "profile": "mlps", "rotationDays": 0 } }""", 30, null, 5)]
    [InlineData("""{ "signIn": { "profile": "asvs" } }""", 60, null, 0)]
    public void SignIn_LeftOut_IsAsTheProfileHasIt(string text, int idleMinutes, int? rotationDays, int remembered)
    {
        SignInPolicy policy = (Read(text).Value.SignIn ?? new SignInSettings()).ToPolicy();

        (policy.Idle.TotalMinutes, policy.Rotation?.TotalDays, policy.Remembered).ShouldBe((idleMinutes, rotationDays, remembered));
    }

    [Theory]
    [InlineData("{\n  \"port\": 8080\n  \"listen\": []\n}", "host.settings-broken", null, 3L)]
    [InlineData("{\n  \"prot\": 8080\n}", "host.setting-unknown", "prot", 2L)]
    [InlineData("{\n  \"limits\": {\n    \"uploadMegabyte\": 3 }\n}", "host.setting-unknown", "limits.uploadMegabyte", 3L)]
    [InlineData("{\n\n  \"port\": \"8080\"\n}", "host.setting-wrong-type", "port", 3L)]
    [InlineData("[]", "host.setting-wrong-type", "{ }", 1L)]
    [InlineData("{ \"listen\": [5080] }", "host.setting-wrong-type", "listen[0]", 1L)]
    public void Read_OfABrokenFile_NamesSettingAndLine(string text, string code, string? setting, long line)
    {
        Error error = Read(text).Error.ShouldNotBeNull();

        error.Code.ShouldBe(code);
        error.Field.ShouldBe(setting);
        error.Args[1].ShouldBe(line);
    }

    [Theory]
    [InlineData("{ \"port\": 0 }", "port")]
    [InlineData("{ \"listen\": [\"everywhere\"] }", "listen")]
    [InlineData("{ \"countyZone\": \"Asia/Zhuji\" }", "countyZone")]
    [InlineData("{ \"publicUrl\": \"ftp://centre.example\" }", "publicUrl")]
    [InlineData("{ \"auditChain\": 64 }", "auditChain")]
    [InlineData("{ \"signIn\": { \"profile\": \"none\" } }", "signIn.profile")]
    [InlineData("{ \"signIn\": { \"idleMinutes\": 4 } }", "signIn.idleMinutes")]
    [InlineData("{ \"trustedProxies\": [\"proxy\"] }", "trustedProxies")]
    [InlineData("{ \"limits\": { \"uploadMegabytes\": 0 } }", "limits.uploadMegabytes")]
    [InlineData("{ \"limits\": { \"requestKilobytes\": 1 } }", "limits.requestKilobytes")]
    [InlineData("{ \"limits\": { \"publicPerMinute\": 0 } }", "limits.publicPerMinute")]
    [InlineData("{ \"limits\": { \"accountPerMinute\": 0 } }", "limits.accountPerMinute")]
    [InlineData("{ \"limits\": { \"exportsPerMinute\": 0 } }", "limits.exportsPerMinute")]
    [InlineData("{ \"limits\": { \"uploadsPerMinute\": 0 } }", "limits.uploadsPerMinute")]
    public void Read_OfAValueOutOfRange_NamesTheSetting(string text, string setting)
    {
        Error error = Read(text).Error.ShouldNotBeNull();

        error.Code.ShouldBe("host.setting-out-of-range");
        error.Field.ShouldBe(setting);
    }

    [Fact]
    public async Task Serve_WithABrokenFile_NamesFileAndLine()
    {
        string file = _folder.Write("data/fengqiao.json", "{\n  \"port\": \n}");

        CommandResult result = await Shell.RunAsync("serve", "--data", _folder["data"]);

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain(file);
        result.Output.ShouldContain("Line 3");
    }

    private Result<ServerSettings> Read(string text) => SettingsFile.Read(_folder.Write("fengqiao.json", text));
}
