using System.CommandLine;
using Fengqiao.Host.Backup;
using Fengqiao.Host.Commands;
using Fengqiao.Host.Texts;

namespace Fengqiao.Host.Cli;

/// <summary>Making backups, looking whether they are whole, and putting them back.</summary>
internal static class BackupCommands
{
    public static Command Backup(PlaceOptions place)
    {
        var to = new Option<string?>("--to") { Description = HostText.Get("Cli.BackupTo"), HelpName = "FILE" };
        var backup = new Command("backup", HostText.Get("Cli.Backup")) { to, Verify(place) };
        backup.SetAction(async (parsed, ct) =>
        {
            if (parsed.GetValue(to) is { Length: > 0 } file)
            {
                return await StoreCommands.RunAsync(place, parsed, BackupCommand.Name, new() { [BackupCommand.To] = Path.GetFullPath(file) }, ct);
            }

            await Console.Error.WriteLineAsync(HostText.Get("Cli.BackupToMissing"));
            return ExitCodes.Usage;
        });
        return backup;
    }

    public static Command Restore(PlaceOptions place)
    {
        var file = new Argument<string>("FILE") { Description = HostText.Get("Cli.BackupFile") };
        var replace = new Option<bool>("--replace") { Description = HostText.Get("Cli.RestoreReplace") };
        var erasures = new Option<string?>("--erasures") { Description = HostText.Get("Cli.RestoreErasures"), HelpName = "FILE" };
        var key = KeyOption();
        var restore = new Command("restore", HostText.Get("Cli.Restore")) { file, replace, erasures, key };
        restore.SetAction(async (parsed, ct) =>
        {
            if (place.Read(parsed) is var options && options.Failed(out var error))
            {
                await Console.Error.WriteLineAsync(HostText.Of(error));
                return ExitCodes.Failed;
            }

            var request = new RestoreRequest(Path.GetFullPath(parsed.GetValue(file)!), parsed.GetValue(replace), Full(parsed.GetValue(erasures)), Full(parsed.GetValue(key)));
            return await ConsoleSink.RunAsync(sink => RestoreRun.RunAsync(options.Value, request, sink, ct));
        });
        return restore;
    }

    private static Command Verify(PlaceOptions place)
    {
        var file = new Argument<string>("FILE") { Description = HostText.Get("Cli.BackupFile") };
        var key = KeyOption();
        var verify = new Command("verify", HostText.Get("Cli.BackupVerify")) { file, key };
        verify.SetAction(async (parsed, _) =>
        {
            if (place.Read(parsed) is var options && options.Failed(out var error))
            {
                await Console.Error.WriteLineAsync(HostText.Of(error));
                return ExitCodes.Failed;
            }

            return await ConsoleSink.RunAsync(sink => Task.FromResult(BackupVerifyRun.Run(options.Value.Folder, Path.GetFullPath(parsed.GetValue(file)!), Full(parsed.GetValue(key)), sink)));
        });
        return verify;
    }

    private static Option<string?> KeyOption() => new("--key") { Description = HostText.Get("Cli.BackupKey"), HelpName = "FILE" };

    private static string? Full(string? path) => path is null ? null : Path.GetFullPath(path);
}
