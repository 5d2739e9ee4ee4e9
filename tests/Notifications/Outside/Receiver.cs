using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Notifications.Tests.Outside;

/// <summary>A request that arrived.</summary>
internal sealed record Arrived(string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>Somebody else's system on loopback: takes requests and answers as a test wants it to.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<Arrived> _arrived = [];

    private Receiver(WebApplication app) => _app = app;

    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public int Port => new Uri(_app.Urls.First()).Port;

    public string Url => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    public IReadOnlyList<Arrived> Arrived
    {
        get
        {
            lock (_arrived)
            {
                return [.. _arrived];
            }
        }
    }

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        lock (_arrived)
        {
            _arrived.Add(new Arrived(context.Request.Method, context.Request.Path + context.Request.QueryString, body,
                context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        }

        await Answer(context);
    }
}
