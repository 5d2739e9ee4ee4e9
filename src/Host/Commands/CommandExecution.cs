using Fengqiao.Host.Texts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Host.Commands;

/// <summary>Runs one command in a scope of its own and turns whatever goes wrong into words and an exit code.</summary>
internal static class CommandExecution
{
    public static async Task<int> RunAsync(IServiceProvider services, CommandRequest request, ICommandSink sink, CancellationToken ct)
    {
        try
        {
            await using var scope = services.CreateAsyncScope();
            ActAsSystem(scope.ServiceProvider, request.Name);
            if (scope.ServiceProvider.GetKeyedService<ICommand>(request.Name) is not { } command)
            {
                sink.Fail(HostText.Of(new Error("host.unknown-command", ErrorKind.Invalid, null, request.Name)));
                return ExitCodes.Usage;
            }

            return await command.RunAsync(request, sink, ct);
        }
        catch (OperationCanceledException)
        {
            sink.Fail(HostText.Get("Cancelled"));
            return ExitCodes.Failed;
        }
        catch (Exception e)
        {
            services.GetRequiredService<ILoggerFactory>().CreateLogger("Fengqiao.Commands")
                .LogError("Command {Command} failed: {Type} at {Place}", request.Name, e.GetType().Name, Faults.PlaceOf(e));
            sink.Fail(services.GetRequiredService<IWriteStoreFaults>().IsUnavailable(e)
                ? HostText.Of(CommitErrors.Unavailable)
                : HostText.Get("Fault", e.GetType().Name, Faults.PlaceOf(e)));
            return ExitCodes.Failed;
        }
    }

    /// <summary>Whoever may use the data folder may do what the command line offers; the audit names the command.</summary>
    public static void ActAsSystem(IServiceProvider scope, string command)
    {
        var current = scope.GetRequiredService<CurrentActor>();
        current.Actor = new Actor(null, "system", "", []);
        current.Source = "fengqiao " + command;
    }
}

internal static class Faults
{
    /// <summary>The first line of the product's own code in a stack; never the message, which may quote what somebody wrote.</summary>
    public static string PlaceOf(Exception e) =>
        e.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("Fengqiao", StringComparison.Ordinal))?.Trim().Split(" in ")[0] ?? "?";
}
