using System.Globalization;
using Fengqiao.Host.Commands;
using Fengqiao.Host.Server;
using Fengqiao.Host.Settings;
using Fengqiao.Host.Texts;
using Fengqiao.Platform.Backup;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Host.Backup;

/// <summary>Makes a backup while the server goes on: database, attachments, settings, keys of cookies and anchors. Not the master key.</summary>
internal sealed class BackupCommand(BackupMaker maker, CommitLane lane, ServerOptions options, ErrorTexts texts) : ICommand
{
    public const string Name = "backup";
    public const string To = "to";

    public async Task<int> RunAsync(CommandRequest request, ICommandSink sink, CancellationToken ct)
    {
        var label = HostText.Get("Backup.Label");
        // Who took a copy of everything is in the audit, and the entry in the copy.
        var audited = await lane.WriteAsync(new Commit().Audit("backup.make", "backup", Path.GetFileName(request[To])), CommitOrigin.System("fengqiao " + Name), ct);
        var made = audited.Failed(out var error) ? error : await maker.MakeAsync(request[To], PartsOf(options), done => sink.Progress(label, done, null), ct);
        if (made.Failed(out error))
        {
            sink.Fail(texts.Of(error));
            return ExitCodes.Failed;
        }

        var megabytes = new FileInfo(request[To]).Length / (1024.0 * 1024);
        sink.Answer(HostText.Get("Backup.Made", request[To], made.Value.Count, megabytes.ToString("0.0", CultureInfo.InvariantCulture)));
        sink.Say(HostText.Get("Backup.KeyApart"));
        return ExitCodes.Ok;
    }

    public static BackupParts PartsOf(ServerOptions options)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Path.GetFileName(options.Folder.SettingsFile)] = options.Folder.SettingsFile,
            [Path.GetFileName(options.Folder.AuditAnchors)] = options.AnchorFile ?? options.Folder.AuditAnchors,
        };
        foreach (var key in Directory.Exists(options.Folder.Keys) ? Directory.EnumerateFiles(options.Folder.Keys) : [])
        {
            files[Path.GetFileName(options.Folder.Keys) + "/" + Path.GetFileName(key)] = key;
        }

        return new BackupParts(options.Folder.Attachments, files);
    }
}
