using System.Runtime.InteropServices;
using System.Text;

namespace Fengqiao.Platform.Files;

/// <summary>Makes the names of new files survive a power cut, not only their content.</summary>
internal static class Durable
{
    /// <summary>
    /// Moves a file within a file system in one step and waits until the folder's entry is on disk. Without the latter, a
    /// row that was committed afterwards could point at a file whose name was lost.
    /// </summary>
    public static void Move(string from, string to)
    {
        var folder = Path.GetDirectoryName(to)!;
        CreateFolder(folder);
        File.Move(from, to);
        SyncFolder(folder);
    }

    private static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder)) return;
        var parent = Path.GetDirectoryName(folder)!;
        CreateFolder(parent);
        Directory.CreateDirectory(folder);
        SyncFolder(parent);
    }

    private static void SyncFolder(string folder)
    {
        // NTFS journals its folders; .NET has no call for the Unix way, which is to fsync the folder itself.
        if (OperatingSystem.IsWindows()) return;
        var handle = NativeMethods.Open(Encoding.UTF8.GetBytes(folder + "\0"), 0);
        if (handle < 0) throw new IOException($"Cannot open {folder}", Marshal.GetLastPInvokeError());
        try
        {
            if (NativeMethods.Fsync(handle) != 0) throw new IOException($"Cannot sync {folder}", Marshal.GetLastPInvokeError());
        }
        finally
        {
            _ = NativeMethods.Close(handle);
        }
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "open", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Open(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Fsync(int handle);

        [DllImport("libc", EntryPoint = "close")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Close(int handle);
    }
}
