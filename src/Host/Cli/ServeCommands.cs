using System.CommandLine;
using System.Net;
using Fengqiao.Host.Commands;
using Fengqiao.Host.Server;
using Fengqiao.Host.Texts;

namespace Fengqiao.Host.Cli;

/// <summary>The commands that become the server.</summary>
internal static class ServeCommands
{
    public static Command Serve(PlaceOptions place)
    {
        var port = PortOption();
        var listen = new Option<string[]>("--listen") { Description = HostText.Get("Cli.Listen"), HelpName = "ADDRESS", AllowMultipleArgumentsPerToken = true };
        listen.Validators.Add(result =>
        {
            foreach (var wrong in result.Tokens.Where(t => !IPAddress.TryParse(t.Value, out _)))
            {
                result.AddError(HostText.Get("Cli.ListenWrong", wrong.Value));
            }
        });
        var command = new Command("serve", HostText.Get("Cli.Serve")) { port, listen };
        command.SetAction((parsed, ct) => ConsoleSink.RunAsync(async sink =>
        {
            var options = place.Read(parsed, "data", parsed.GetValue(port), [.. (parsed.GetValue(listen) ?? []).Select(IPAddress.Parse)]);
            if (options.Failed(out var error))
            {
                sink.Fail(HostText.Of(error));
                return ExitCodes.Failed;
            }

            return await ServerRun.RunAsync(options.Value, sink, prepare: null, address => sink.Answer(HostText.Get("Serve.Ready", address.ToString().TrimEnd('/'))), ct);
        }));
        return command;
    }

    internal static Option<int?> PortOption()
    {
        var port = new Option<int?>("--port") { Description = HostText.Get("Cli.Port"), HelpName = "N" };
        port.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.GetValueOrDefault<int?>() is not (>= 1 and <= 65535))
            {
                result.AddError(HostText.Get("Cli.PortRange"));
            }
        });
        return port;
    }
}
