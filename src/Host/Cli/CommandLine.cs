using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Fengqiao.Host.Commands;
using Fengqiao.Host.Texts;

namespace Fengqiao.Host.Cli;

/// <summary>The command line as a whole: what there is, how it is read, and how it ends.</summary>
internal static class CommandLine
{
    private const string Product = "fengqiao";

    public static async Task<int> RunAsync(string[] args)
    {
        var root = Tree();
        // Somebody who asks nothing is told what can be asked.
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync(HostText.Get("Cli.TryHelp", Path(parsed)));
            return ExitCodes.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(HostText.Get("Cancelled"));
            return ExitCodes.Failed;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync(HostText.Get("Fault", e.GetType().Name, Faults.PlaceOf(e)));
            return ExitCodes.Failed;
        }
    }

    /// <summary>A plain command as root: <see cref="RootCommand"/> would call itself after the file, not after what people type.</summary>
    internal static Command Tree()
    {
        var place = new PlaceOptions();
        var help = new HelpOption { Description = HostText.Get("Cli.Help") };
        var root = new Command(Product, HostText.Get("Cli.Root")) { help, place.Data, place.Database };
        foreach (var command in (Command[])
                 [
                     ServeCommands.Demo(place), ServeCommands.Serve(place), StoreCommands.Migrate(place), StoreCommands.Import(place),
                     StoreCommands.Token(place), StoreCommands.Account(place), StoreCommands.Audit(place), StoreCommands.Key(place),
                     BackupCommands.Backup(place), BackupCommands.Restore(place), StoreCommands.Retention(place), InsightCommands.Create(place), VersionCommand.Create(),
                 ])
        {
            root.Add(command);
        }

        return root;
    }

    /// <summary>The words that chose the command, for the hint: <c>fengqiao import regions</c>.</summary>
    private static string Path(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult command; result = result.Parent)
        {
            names.Push(command.Command.Name);
        }

        return string.Join(' ', names);
    }
}
