using System.Net;
using System.Net.Sockets;

namespace Fengqiao.TestKit;

/// <summary>Finds a TCP port of 127.0.0.1 on which nothing listens at this moment; somebody else may still take it first.</summary>
public static class FreePort
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
