using Fengqiao.Kernel;

namespace Fengqiao.Host.Settings;

/// <summary>Where everything a server keeps beside its database lies. Nothing in it is ever served by path.</summary>
internal sealed class DataFolder(string path)
{
    /// <summary>Only the account that runs the server may look inside.</summary>
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Linux keeps the name of a socket in 108 bytes, the last of them zero.</summary>
    private const int LongestSocketPath = 107;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public string SettingsFile => In("fengqiao.json");

    public string Keys => In("keys");

    public string Attachments => In("attachments");

    /// <summary>Anchors of the audit, unless the settings name another file.</summary>
    public string AuditAnchors => In("audit-anchors.jsonl");

    public string Run => In("run");

    public string Socket => In("run", "fengqiao.sock");

    public string LockFile => In("run", "lock");

    /// <summary>There while a restore exchanges the data.</summary>
    public string RestoreMarker => In("restoring");

    /// <summary>Holds how the demo was made; its presence is what makes a folder a demo folder.</summary>
    public string DemoMarker => In("demo.json");

    public string DemoAccounts => In("demo-accounts.txt");

    public string DemoInput => In("demo-input");

    public string In(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Makes the folder and those inside it, for its owner alone, and tries to write.</summary>
    /// <param name="isRestore">The caller is a restore: only that may touch a folder in which one was cut off, and it needs no socket.</param>
    public Error? Prepare(bool isRestore = false)
    {
        if (!isRestore && File.Exists(RestoreMarker))
        {
            return new Error("host.restore-cut-off", ErrorKind.Unavailable, "--data", Path);
        }

        try
        {
            foreach (var folder in (ReadOnlySpan<string>)[Path, Keys, Attachments, Run])
            {
                MakePrivate(folder);
            }

            var probe = In("run", $"probe-{Environment.ProcessId}");
            File.WriteAllBytes(probe, [0]);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Error("host.data-not-writable", ErrorKind.Unavailable, "--data", Path);
        }

        return !isRestore && System.Text.Encoding.UTF8.GetByteCount(Socket) > LongestSocketPath
            ? new Error("host.data-path-too-long", ErrorKind.Invalid, "--data", Path, LongestSocketPath)
            : null;
    }

    /// <summary>Makes an empty file that only its owner may read. An empty file is an empty SQLite database, whose side files take over its mode.</summary>
    public static void MakePrivateFile(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(file, options).Dispose();
    }

    public static void MakePrivate(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Private);
        }
    }
}
