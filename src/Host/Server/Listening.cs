using System.Net;
using System.Net.Sockets;
using Fengqiao.Host.Commands;
using Fengqiao.Host.Settings;
using Fengqiao.Kernel;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Fengqiao.Host.Server;

/// <summary>Where the server can be reached: 127.0.0.1, the addresses it was given, and the socket for commands.</summary>
internal static class Listening
{
    public static void Apply(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.Limits.UploadBytes;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        foreach (var address in Addresses(options))
        {
            kestrel.Listen(address, options.Port);
        }

        kestrel.ListenUnixSocket(options.Folder.Socket, listen => listen.Use(next => connection =>
        {
            connection.Features.Set(new CommandConnection());
            return next(connection);
        }));
    }

    /// <summary>Removes the socket file that a killed server left behind. The caller holds the data folder's lock, so nobody answers there.</summary>
    public static void RemoveStaleSocket(DataFolder folder) => File.Delete(folder.Socket);

    /// <summary>Says what to do about a port that somebody has; null when it is free. Asked first, for a clear answer.</summary>
    public static Error? CheckPort(ServerOptions options)
    {
        foreach (var address in Addresses(options))
        {
            try
            {
                using var probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                probe.Bind(new IPEndPoint(address, options.Port));
            }
            catch (SocketException e)
            {
                return e.SocketErrorCode switch
                {
                    SocketError.AddressAlreadyInUse => new Error("host.port-in-use", ErrorKind.Unavailable, "--port", options.Port),
                    SocketError.AccessDenied => new Error("host.port-denied", ErrorKind.Unavailable, "--port", options.Port),
                    _ => new Error("host.address-unusable", ErrorKind.Unavailable, "--listen", address.ToString()),
                };
            }
        }

        return null;
    }

    /// <summary>A wildcard includes 127.0.0.1; both together would ask for one port twice.</summary>
    private static IEnumerable<IPAddress> Addresses(ServerOptions options)
    {
        var wildcards = options.Listen.Where(a => a.Equals(IPAddress.Any) || a.Equals(IPAddress.IPv6Any)).ToList();
        return wildcards.Count > 0 ? wildcards.Take(1) : options.Listen.Prepend(IPAddress.Loopback).Distinct();
    }
}
