using Fengqiao.TestKit;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>The demo as a newcomer starts it, but with fewer cases: what pages look like when a whole county is in them.</summary>
public sealed class DemoCounty : IAsyncLifetime, IDisposable
{
    // Enough that every state, and every pile of My work, has some; the whole county where its pictures go into the documents.
    private static readonly string Cases = TourFolder is null ? "400" : "20000";

    // All windows of the tests come from one address, which the demo would take for one very busy citizen. The county has a sign-on of its
    // own, so that its pages are seen too; nobody answers there.
    private const string Settings = """{ "limits": { "publicPerMinute": 100000 }, "signIn": { "provider": { "issuer": "http://127.0.0.1:9", "clientId": "fengqiao" } } }""";

    private readonly TempFolder _folder = new("demo-pages");
    private RunningServer? _server;
    private Dictionary<string, string> _passwords = [];

    /// <summary>Where the pictures of the tour go, as <c>docs/pictures/take</c> says; null in an ordinary run.</summary>
    internal static string? TourFolder => Environment.GetEnvironmentVariable("FENGQIAO_TOUR") is { Length: > 0 } folder ? folder : null;

    internal Uri Address => _server?.Address ?? throw new InvalidOperationException(Chromium.Unavailable);

    internal string PasswordOf(string account) => _passwords[account];

    public async Task InitializeAsync()
    {
        if (Chromium.Unavailable is not null)
        {
            return;
        }

        string data = Path.GetDirectoryName(_folder.Write("data/fengqiao.json", Settings))!;
        _server = await RunningServer.StartAsync(data, command: ["demo", "--cases", Cases]);
        _passwords = File.ReadLines(Path.Combine(data, "demo-accounts.txt")).Select(line => line.Split('\t')).ToDictionary(c => c[1], c => c[2], StringComparer.Ordinal);
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    /// <summary>Comes after <see cref="DisposeAsync"/>, when nobody writes into the folder any more.</summary>
    public void Dispose() => _folder.Dispose();
}
