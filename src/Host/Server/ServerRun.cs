using System.Net.Sockets;
using Fengqiao.Host.Commands;
using Fengqiao.Host.Settings;
using Fengqiao.Host.Texts;
using Fengqiao.Kernel;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Fengqiao.Host.Server;

/// <summary>What a command that becomes a server does at the turns of its life.</summary>
internal sealed record ServerSteps
{
    /// <summary>Once the data folder is locked and before the store is opened.</summary>
    public Func<Error?> BeforeOpening { get; init; } = () => null;

    /// <summary>Once the store is open and before anybody can connect; another exit code than 0 ends the server.</summary>
    public Func<IServiceProvider, Task<int>> BeforeListening { get; init; } = _ => Task.FromResult(ExitCodes.Ok);

    /// <summary>Once the server answers.</summary>
    public required Action<Uri> Listening { get; init; }

    /// <summary>What goes on while the server runs; its end ends the server, with its exit code. Null: the server runs until it is stopped.</summary>
    public Func<IServiceProvider, Uri, CancellationToken, Task<int>>? Living { get; init; }
}

/// <summary>A server's life from the lock on its data folder to the last commit on disk.</summary>
internal static class ServerRun
{
    /// <param name="sink">Told what happens.</param>
    public static async Task<int> RunAsync(ServerOptions options, ICommandSink sink, ServerSteps steps, CancellationToken ct)
    {
        var taken = Take(options);
        if (taken.Failed(out var error))
        {
            return Failed(sink, error);
        }

        using (taken.Value)
        {
            return steps.BeforeOpening() is { } refused ? Failed(sink, refused) : await RunLockedAsync(options, sink, steps, ct);
        }
    }

    private static async Task<int> RunLockedAsync(ServerOptions options, ICommandSink sink, ServerSteps steps, CancellationToken ct)
    {
        await using var app = ServerApp.Build(options);
        var opened = await ServerStart.OpenAsync(app, ct);
        if (opened.Failed(out var error))
        {
            return Failed(sink, error);
        }

        if (await steps.BeforeListening(app.Services) is var code && code != ExitCodes.Ok)
        {
            return code;
        }

        if (await StartAsync(app, options, ct) is { } notStarted)
        {
            return Failed(sink, notStarted);
        }

        var address = AddressOf(app);
        steps.Listening(address);
        if (steps.Living is null)
        {
            await app.WaitForShutdownAsync(ct);
            return ExitCodes.Ok;
        }

        // Whoever lives in the server is told to end before it stops answering.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(ct, app.Lifetime.ApplicationStopping);
        var ended = await steps.Living(app.Services, address, stopping.Token);
        await app.StopAsync(CancellationToken.None);
        return ended;
    }

    /// <summary>The address on 127.0.0.1, also where any free port was asked for.</summary>
    public static Uri AddressOf(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var tcp = new UriBuilder(addresses.First(a => !a.Contains("unix", StringComparison.Ordinal)));
        tcp.Host = tcp.Host is "0.0.0.0" or "[::]" ? "127.0.0.1" : tcp.Host;
        return tcp.Uri;
    }

    private static Result<DataLock> Take(ServerOptions options)
    {
        if (options.Folder.Prepare() is { } unusable)
        {
            return unusable;
        }

        return DataLock.Take(options.Folder, options.Database).Then<DataLock>(taken =>
        {
            if (Listening.CheckPort(options) is { } busy)
            {
                taken.Dispose();
                return busy;
            }

            Listening.RemoveStaleSocket(options.Folder);
            return taken;
        });
    }

    private static async Task<Error?> StartAsync(WebApplication app, ServerOptions options, CancellationToken ct)
    {
        try
        {
            await app.StartAsync(ct);
            return null;
        }
        catch (Exception e) when (e is IOException { InnerException: AddressInUseException } or SocketException)
        {
            return new Error("host.port-in-use", ErrorKind.Unavailable, "--port", options.Port);
        }
    }

    private static int Failed(ICommandSink sink, Error error)
    {
        sink.Fail(HostText.Of(error));
        return ExitCodes.Failed;
    }
}
