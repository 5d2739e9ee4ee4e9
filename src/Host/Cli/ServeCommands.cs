using System.CommandLine;
using System.Net;
using Fengqiao.Contracts.Organization;
using Fengqiao.Host.Commands;
using Fengqiao.Host.Demo;
using Fengqiao.Host.Demo.Live;
using Fengqiao.Host.Server;
using Fengqiao.Host.Texts;
using Fengqiao.Kernel;

namespace Fengqiao.Host.Cli;

/// <summary>The commands that become the server.</summary>
internal static class ServeCommands
{
    private const int UsualSeed = 1;
    private const int MostDemoCases = 200_000;

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
        command.SetAction((parsed, ct) =>
        {
            var options = place.Read(parsed, "data", parsed.GetValue(port), [.. (parsed.GetValue(listen) ?? []).Select(IPAddress.Parse)]);
            return RunAsync(options, ServeSteps, ct);
        });
        return command;
    }

    public static Command Demo(PlaceOptions place)
    {
        var port = PortOption();
        var fresh = new Option<bool>("--fresh") { Description = HostText.Get("Cli.Demo.Fresh") };
        var seed = new Option<int>("--seed") { Description = HostText.Get("Cli.Demo.Seed"), HelpName = "N", DefaultValueFactory = _ => UsualSeed };
        var cases = new Option<int>("--cases") { Description = HostText.Get("Cli.Demo.Cases"), HelpName = "N", DefaultValueFactory = _ => DemoGenerator.DefaultCaseCount }
            .Between(0, MostDemoCases, HostText.Get("Cli.Demo.CasesRange"));
        var live = LiveOptions.Create();
        var command = new Command("demo", HostText.Get("Cli.Demo")) { port, fresh, seed, cases, live.Live, live.Speed, live.For };
        command.SetAction((parsed, ct) =>
        {
            var plan = new DemoPlan(parsed.GetValue(seed), parsed.GetValue(cases), IsComplete: false);
            var living = live.Read(parsed);
            var options = place.Read(parsed, "demo", parsed.GetValue(port)).Map(read => living is null ? read : LiveRun.Prepare(read));
            return RunAsync(options, ready => DemoSteps(ready, plan, parsed.GetValue(fresh), ct) with { Living = living is null ? null : new LiveRun(ready, living).RunAsync }, ct);
        });
        return command;
    }

    /// <summary>A county without administrators is opened by whoever reads what the server prints.</summary>
    private static ServerSteps ServeSteps(ServerOptions options)
    {
        string? first = null;
        return new ServerSteps
        {
            BeforeListening = async services =>
            {
                await using var scope = services.CreateAsyncScope();
                CommandExecution.ActAsSystem(scope.ServiceProvider, "serve");
                var opened = await scope.ServiceProvider.GetRequiredService<IFirstRun>().OpenAsync(CancellationToken.None);
                first = opened.IsSuccess ? opened.Value : null;
                return ExitCodes.Ok;
            },
            Listening = address =>
            {
                TellReady(address);
                if (first is not null)
                {
                    Console.Out.WriteLine(HostText.Get("First.Serve", (options.PublicUrl is null ? address.ToString().TrimEnd('/') : options.SiteAddress) + first));
                }
            },
        };
    }

    private static ServerSteps DemoSteps(ServerOptions options, DemoPlan plan, bool fresh, CancellationToken ct) => new()
    {
        BeforeOpening = () => DemoFolder.Prepare(options.Folder, options.Database, fresh),
        BeforeListening = async services =>
        {
            if (DemoPlan.Find(options.Folder) is { IsComplete: true })
            {
                return ExitCodes.Ok;
            }

            var loaded = await LoadAsync(services, plan, ct);
            await ForgetAsync();
            return loaded;
        },
        Listening = address =>
        {
            DemoAccounts.Print(DemoAccounts.Read(options.Folder));
            Console.Out.WriteLine(HostText.Get("Demo.Invented", options.Folder.DemoAccounts));
            TellReady(address);
        },
    };

    /// <summary>The county in memory was needed once; a server that idles must not keep its room.</summary>
    private static async Task ForgetAsync()
    {
        // On a stack of its own: what loaded the county still stands on this one and holds it.
        await Task.Yield();
#pragma warning disable S1215 // Once after a load of hundreds of megabytes, before anybody can connect.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
#pragma warning restore S1215
    }

    private static async Task<int> LoadAsync(IServiceProvider services, DemoPlan plan, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        CommandExecution.ActAsSystem(scope.ServiceProvider, "demo");
        return await ConsoleSink.RunAsync(sink => scope.ServiceProvider.GetRequiredService<DemoLoader>().LoadAsync(plan, sink, ct));
    }

    private static void TellReady(Uri address) => Console.Out.WriteLine(HostText.Get("Serve.Ready", address.ToString().TrimEnd('/')));

    private static async Task<int> RunAsync(Result<ServerOptions> options, Func<ServerOptions, ServerSteps> steps, CancellationToken ct)
    {
        var sink = ConsoleSink.Plain();
        if (options.Failed(out var error))
        {
            sink.Fail(HostText.Of(error));
            return ExitCodes.Failed;
        }

        return await ServerRun.RunAsync(options.Value, sink, steps(options.Value), ct);
    }

    private static Option<int?> PortOption() =>
        new Option<int?>("--port") { Description = HostText.Get("Cli.Port"), HelpName = "N" }.Between(1, 65535, HostText.Get("Cli.PortRange"));
}
