using Fengqiao.Host.Server;
using Fengqiao.Host.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Fengqiao.TestKit;

/// <summary>
/// The whole server inside the test process, on a real port of 127.0.0.1 and a database of the test's own: what HTTP tests
/// speak to, and whose services and clock they may reach.
/// </summary>
public sealed class InProcessServer : IAsyncDisposable
{
    private const int Unlimited = 10_000_000;

    private readonly WebApplication _app;

    private InProcessServer(WebApplication app)
    {
        _app = app;
        Address = ServerRun.AddressOf(app);
        Client = NewClient();
    }

    /// <summary>http://127.0.0.1 and the port.</summary>
    public Uri Address { get; }

    /// <summary>A client without credentials; it keeps cookies and does not follow redirects.</summary>
    public HttpClient Client { get; }

    /// <summary>The server's own services. Scoped ones need a scope.</summary>
    public IServiceProvider Services => _app.Services;

    /// <param name="database">Its store and its data folder.</param>
    /// <param name="time">Its clock; the system's when null.</param>
    /// <param name="configure">Replaces services.</param>
    /// <exception cref="InvalidOperationException">The store could not be opened; the message is the error's code.</exception>
    public static async Task<InProcessServer> StartAsync(TestDatabase database, TimeProvider? time = null, Action<IServiceCollection>? configure = null)
    {
        ServerOptions read = ServerOptions.From(database.DataFolder, database.ConnectionString).Value;
        ServerOptions options = read with
        {
            Port = 0,
            Time = time ?? TimeProvider.System,
            ProgramFolder = Repository.HostOutput,
            // All tests come from one address; what guards against that has tests of its own.
            Limits = read.Limits with
            {
                PublicPerMinute = read.Limits.PublicPerMinute ?? Unlimited,
                AccountPerMinute = read.Limits.AccountPerMinute ?? Unlimited,
                ExportsPerMinute = read.Limits.ExportsPerMinute ?? Unlimited,
                UploadsPerMinute = read.Limits.UploadsPerMinute ?? Unlimited,
            },
        };
        if (options.Folder.Prepare() is { } unusable)
        {
            throw new InvalidOperationException(unusable.Code);
        }

        WebApplication app = ServerApp.Build(options, configure);
        if ((await ServerStart.OpenAsync(app, CancellationToken.None)).Failed(out var error))
        {
            await app.DisposeAsync();
            throw new InvalidOperationException(error.Code);
        }

        await app.StartAsync();
        return new InProcessServer(app);
    }

    /// <summary>Another person's browser, or another program.</summary>
    public HttpClient NewClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
