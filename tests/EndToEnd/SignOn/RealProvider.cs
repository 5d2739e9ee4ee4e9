using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fengqiao.TestKit;

namespace Fengqiao.EndToEnd.Tests.SignOn;

/// <summary>The certified <c>oidc-provider</c> as a process of its own, whose development pages let anybody be whoever they say.</summary>
internal sealed class RealProvider : IAsyncDisposable
{
    public const string ClientId = "fengqiao";
    public const string Secret = "a-secret-of-the-tests-alone";

    private readonly GuardedProcess _process;
    private readonly TempFolder _folder;

    private RealProvider(GuardedProcess process, TempFolder folder, string issuer)
    {
        _process = process;
        _folder = folder;
        Issuer = issuer;
    }

    public string Issuer { get; }

    /// <param name="port">Which the settings of the platform name already.</param>
    public static async Task<RealProvider> StartAsync(int port, Uri platform)
    {
        var folder = new TempFolder("provider");
        string groups = folder.Write("groups.json", "{}");
        string program = Path.Combine(Repository.Root, "tests", "EndToEnd", "Provider", "provider.mjs");
        GuardedProcess process = await GuardedProcess.StartAsync(
            ["node", program, port.ToString(CultureInfo.InvariantCulture), ClientId, Secret, platform.ToString().TrimEnd('/'), groups]);
        await Eventually.HoldsAsync(() => Task.FromResult(process.Exited.IsCompleted || process.StandardOutput.Contains("listening", StringComparison.Ordinal)), TimeSpan.FromSeconds(30));
        process.Exited.IsCompleted.ShouldBeFalse(process.Output);
        return new RealProvider(process, folder, $"http://127.0.0.1:{port}");
    }

    /// <summary>From now on the person is in these groups.</summary>
    public void Put(string person, params string[] groups) =>
        File.WriteAllText(_folder["groups.json"], JsonSerializer.Serialize(new Dictionary<string, string[]>(StringComparer.Ordinal) { [person] = groups }));

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>A person's browser without JavaScript that goes where it is led and sends the one form of a page.</summary>
internal sealed partial class Wanderer : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = true, UseCookies = true, MaxAutomaticRedirections = 20 });

    /// <summary>Where it is.</summary>
    public Uri Here { get; private set; } = new("about:blank");

    public string Page { get; private set; } = "";

    public HttpStatusCode Status { get; private set; }

    public async Task OpenAsync(Uri address) => await ArriveAsync(await _client.GetAsync(address));

    /// <summary>Sends the form of the page whose action contains a text, with its hidden fields.</summary>
    public async Task SendAsync(string action, params (string Name, string Value)[] fields)
    {
        string form = Forms().Matches(Page).Select(m => m.Value).First(f => f.Contains(action, StringComparison.Ordinal));
        var values = Hidden().Matches(form).ToDictionary(m => m.Groups["name"].Value, m => WebUtility.HtmlDecode(m.Groups["value"].Value), StringComparer.Ordinal);
        foreach ((string name, string value) in fields)
        {
            values[name] = value;
        }

        var target = new Uri(Here, WebUtility.HtmlDecode(Action().Match(form).Groups["to"].Value));
        await ArriveAsync(await _client.PostAsync(target, new FormUrlEncodedContent(values)));
    }

    public void Dispose() => _client.Dispose();

    private async Task ArriveAsync(HttpResponseMessage answer)
    {
        (Here, Status, Page) = (answer.RequestMessage!.RequestUri!, answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline, 1000)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*name=\"(?<name>[^\"]+)\"[^>]*value=\"(?<value>[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex("action=\"(?<to>[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex Action();
}
