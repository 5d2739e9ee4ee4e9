using System.Net;
using System.Net.Sockets;

namespace Fengqiao.Platform.Access;

/// <summary>What counts as one source where requests are counted by where they come from.</summary>
public static class NetworkSource
{
    private const int NetworkBytes = 8;

    /// <summary>Of IPv6 the network only: one subscriber has 2^64 addresses to try from. IPv4 is itself, however the socket spells it.</summary>
    public static string Of(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes)),
        _ => address.ToString(),
    };

    /// <inheritdoc cref="Of(IPAddress?)"/>
    /// <param name="source">An address, or a name that stands for itself.</param>
    public static string Of(string source) => IPAddress.TryParse(source, out var address) ? Of(address) : source;
}
