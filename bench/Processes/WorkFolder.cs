using System.Net;
using System.Net.Sockets;

namespace Fengqiao.Bench.Processes;

/// <summary>A folder that is deleted at the end, on the disk that <c>TMPDIR</c> names: a memory file system would make fsync free.</summary>
internal sealed class WorkFolder : IDisposable
{
    public WorkFolder(string purpose)
    {
        Path = Directory.CreateTempSubdirectory("fengqiao-bench-" + purpose + "-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
    }

    public string Path { get; }

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}

internal static class FreePort
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
