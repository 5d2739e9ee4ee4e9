using System.Text.Json.Nodes;
using Fengqiao.TestKit;
using MimeKit;

namespace Fengqiao.Notifications.Tests.Outside;

/// <summary>A mail the server took.</summary>
internal sealed record TakenMail(string To, bool IsSecure, string? User, MimeMessage Message)
{
    public string Words => Message.TextBody ?? "";
}

/// <summary>A real SMTP server on loopback, in a process of its own.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly GuardedProcess _process;

    private MailServer(GuardedProcess process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public IReadOnlyList<TakenMail> Taken => [.. Lines(_process).Where(l => l["data"] is not null).Select(l => new TakenMail(
        l["to"]![0]!.GetValue<string>(), l["secure"]!.GetValue<bool>(), l["user"]?.GetValue<string>(),
        MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(l["data"]!.GetValue<string>())))))];

    public static async Task<MailServer> StartAsync()
    {
        var module = Path.Combine(Repository.Root, "src", "Web", "node_modules", "smtp-server");
        var process = await GuardedProcess.StartAsync(["node", Path.Combine(AppContext.BaseDirectory, "Outside", "mail-server.cjs"), module]);
        (await Eventually.HoldsAsync(() => Lines(process).Any(l => l["port"] is not null))).ShouldBeTrue(process.Output);
        return new MailServer(process, Lines(process).First(l => l["port"] is not null)["port"]!.GetValue<int>());
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static IEnumerable<JsonNode> Lines(GuardedProcess process) =>
        process.StandardOutput.Split('\n').Where(l => l.StartsWith('{') && l.TrimEnd().EndsWith('}')).Select(l => JsonNode.Parse(l)!);
}
