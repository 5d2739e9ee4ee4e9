using Fengqiao.Host.Settings;
using Fengqiao.Kernel;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Microsoft.Data.Sqlite;

namespace Fengqiao.Host.Demo;

/// <summary>Decides whether a folder may take a demo, and clears one that holds nothing else.</summary>
internal static class DemoFolder
{
    /// <summary>The folder is locked by the caller.</summary>
    /// <param name="fresh">Start over, whatever demo there is.</param>
    public static Error? Prepare(DataFolder folder, DatabaseOptions database, bool fresh)
    {
        var plan = DemoPlan.Find(folder);
        var file = database.Kind == DatabaseKind.Sqlite ? new SqliteConnectionStringBuilder(database.ConnectionString).DataSource : null;
        if (plan is null)
        {
            // A store with something in it but no marker may be a county's own.
            return file is not null && new FileInfo(file) is { Exists: true, Length: > 0 }
                ? new Error("host.not-a-demo", ErrorKind.Refused, "--data", folder.Path)
                : null;
        }

        if (plan.IsComplete && !fresh)
        {
            return null;
        }

        if (file is null || Path.GetDirectoryName(Path.GetFullPath(file)) != folder.Path)
        {
            return new Error("host.demo-elsewhere", ErrorKind.Refused, "--database");
        }

        Clear(folder, file);
        return null;
    }

    /// <summary>Deletes what the platform itself put there, by name; the marker last, so that an interrupted clearing is taken up again.</summary>
    private static void Clear(DataFolder folder, string file)
    {
        foreach (var own in (ReadOnlySpan<string>)[file, file + "-wal", file + "-shm", folder.In(MasterKey.FileName), folder.AuditAnchors, folder.DemoAccounts])
        {
            File.Delete(own);
        }

        // The key to come and the keys that were.
        foreach (var key in Directory.EnumerateFiles(folder.Path, MasterKey.FileName + ".*"))
        {
            File.Delete(key);
        }

        foreach (var own in (ReadOnlySpan<string>)[folder.Keys, folder.Attachments, folder.DemoInput])
        {
            if (Directory.Exists(own))
            {
                Directory.Delete(own, recursive: true);
            }
        }

        File.Delete(folder.DemoMarker);
        DataFolder.MakePrivate(folder.Keys);
        DataFolder.MakePrivate(folder.Attachments);
    }
}
