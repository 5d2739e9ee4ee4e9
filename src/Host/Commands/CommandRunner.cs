using Fengqiao.Host.Server;
using Fengqiao.Host.Settings;
using Fengqiao.Host.Texts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Host.Commands;

/// <summary>Finds out who has to do a command: the running server, or this process when it can have the data folder for itself.</summary>
internal static class CommandRunner
{
    /// <summary>A server that is starting has the folder already and answers soon.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task<int> RunAsync(ServerOptions options, CommandRequest request, ICommandSink sink, CancellationToken ct)
    {
        if (options.Folder.Prepare() is { } unusable)
        {
            return Failed(sink, unusable);
        }

        if (options.Database.Kind == DatabaseKind.Postgres)
        {
            return await RunHereAsync(options, request, sink, ct);
        }

        var start = options.Time.GetTimestamp();
        while (true)
        {
            if (await CommandClient.TryRunAsync(options.Folder, request, sink, ct) is { } code)
            {
                return code;
            }

            var taken = DataLock.Take(options.Folder, options.Database);
            if (!taken.Failed(out var error))
            {
                using (taken.Value)
                {
                    return await RunHereAsync(options, request, sink, ct);
                }
            }

            if (error.Code != DataLock.InUse || options.Time.GetElapsedTime(start) > Patience)
            {
                return Failed(sink, error);
            }

            await Task.Delay(Pause, options.Time, ct);
        }
    }

    private static async Task<int> RunHereAsync(ServerOptions options, CommandRequest request, ICommandSink sink, CancellationToken ct)
    {
        await using var app = ServerApp.Build(options);
        var opened = await ServerStart.OpenAsync(app, ct);
        return opened.Failed(out var error)
            ? Failed(sink, error)
            : await CommandExecution.RunAsync(app.Services, request, sink, ct);
    }

    private static int Failed(ICommandSink sink, Error error)
    {
        sink.Fail(HostText.Of(error));
        return ExitCodes.Failed;
    }
}
