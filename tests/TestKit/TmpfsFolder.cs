using System.Diagnostics;
using System.Globalization;

namespace Fengqiao.TestKit;

/// <summary>A folder on a file system of its own that holds only so many bytes: what a full disk looks like.</summary>
/// <remarks>Mounting needs root and the right to mount; use it in a <see cref="TmpfsFactAttribute"/>.</remarks>
public sealed class TmpfsFolder : IDisposable
{
    private static readonly Lazy<string?> Reason = new(WhyUnavailable);
    private readonly TempFolder _mountPoint = new("tmpfs");

    public TmpfsFolder(long bytes)
    {
        string size = string.Create(CultureInfo.InvariantCulture, $"size={bytes}");
        Run("mount", "-t", "tmpfs", "-o", size, "tmpfs", FullName);
    }

    /// <summary>Why such a folder cannot be had here; null when it can.</summary>
    public static string? Unavailable => Reason.Value;

    public string FullName => _mountPoint.FullName;

    public void Dispose()
    {
        // Lazy: a file still open must not keep the test from ending.
        Run("umount", "-l", FullName);
        _mountPoint.Dispose();
    }

    private static string? WhyUnavailable()
    {
        if (Environment.UserName != "root")
        {
            return "a size-limited folder needs root";
        }

        try
        {
            new TmpfsFolder(1 << 20).Dispose();
            return null;
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false };
        using Process process = Process.Start(start)!;
        string complaint = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program}: {complaint.Trim()}");
        }
    }
}

/// <summary>A test that needs a <see cref="TmpfsFolder"/>; shown as skipped where mounting is not allowed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TmpfsFactAttribute : FactAttribute
{
    public TmpfsFactAttribute() => Skip = TmpfsFolder.Unavailable;

    /// <summary>It needs a PostgreSQL as well.</summary>
    public bool WithPostgres
    {
        get => _withPostgres;
        set => (_withPostgres, Skip) = (value, Skip ?? (value ? PostgresCluster.Unavailable : null));
    }

    private bool _withPostgres;
}
