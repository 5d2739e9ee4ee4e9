using System.Globalization;
using System.Threading.Channels;
using System.Text.Json;
using Fengqiao.Host.Texts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Host.Commands;

/// <summary>Marks a connection that came through the socket in the data folder, which only the server's own account can reach.</summary>
internal sealed class CommandConnection;

/// <summary>
/// Runs the commands of the command line inside the server, which is the only writer of its SQLite file. Connections through the
/// socket reach nothing else, and no other connection reaches this.
/// </summary>
internal static class CommandDoor
{
    public const string Path = "/commands";

    public static IApplicationBuilder UseCommandDoor(this IApplicationBuilder app) => app.Use((context, next) =>
        context.Features.Get<CommandConnection>() is null ? next(context) : AnswerAsync(context));

    private static async Task AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || context.Request.Path != Path)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var request = await JsonSerializer.DeserializeAsync<CommandRequest>(context.Request.Body, CommandMessage.Json, context.RequestAborted);
        context.Response.ContentType = "application/x-ndjson";
        var lines = Channel.CreateUnbounded<CommandMessage>(new UnboundedChannelOptions { SingleReader = true });
        var running = RunAsync(context.RequestServices, request!, new ChannelSink(lines.Writer), context.RequestAborted);
        await foreach (var line in lines.Reader.ReadAllAsync(context.RequestAborted))
        {
            await JsonSerializer.SerializeAsync(context.Response.Body, line, CommandMessage.Json, context.RequestAborted);
            await context.Response.WriteAsync("\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }

        await running;
    }

    private static async Task RunAsync(IServiceProvider services, CommandRequest request, ChannelSink sink, CancellationToken ct)
    {
        var code = ExitCodes.Failed;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Languages.Of(request.Language);
            if (request.Database != services.GetRequiredService<DatabaseOptions>().ConnectionString)
            {
                sink.Fail(HostText.Of(new Error("host.other-database", ErrorKind.Conflict, "--database")));
            }
            else
            {
                code = await CommandExecution.RunAsync(services, request, sink, ct);
            }
        }
        finally
        {
            sink.End(code);
        }
    }

    private sealed class ChannelSink(ChannelWriter<CommandMessage> lines) : ICommandSink
    {
        public void Answer(string line) => lines.TryWrite(new CommandMessage(CommandMessageKind.Answer, line));

        public void Say(string line) => lines.TryWrite(new CommandMessage(CommandMessageKind.Say, line));

        public void Fail(string line) => lines.TryWrite(new CommandMessage(CommandMessageKind.Fail, line));

        public void Progress(string what, long done, double? fraction) =>
            lines.TryWrite(new CommandMessage(CommandMessageKind.Progress, what, done, fraction));

        public void End(int code)
        {
            lines.TryWrite(new CommandMessage(CommandMessageKind.End, Code: code));
            lines.TryComplete();
        }
    }
}
