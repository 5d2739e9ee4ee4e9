using System.Net;
using System.Net.Sockets;

namespace Fengqiao.Platform.Outbound;

/// <summary>
/// Which addresses belong to somebody on the public Internet. Everything else is the machine itself, the county's own networks, a cloud's
/// metadata service, or a way to write one of those differently (IANA special-purpose registries, RFC 6890).
/// </summary>
public static class AddressRules
{
    private static readonly IPNetwork[] SpecialV4 =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        ]).Select(IPNetwork.Parse),
    ];

    /// <summary>The only part of IPv6 that is handed out to the public.</summary>
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    /// <summary>Within it: protocol assignments with Teredo, documentation, 6to4, which wraps IPv4, and the new documentation block.</summary>
    private static readonly IPNetwork[] SpecialV6 = [.. ((string[])["2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"]).Select(IPNetwork.Parse)];

    /// <summary>
    /// False for every address that is not plainly somebody's on the Internet: in doubt false. An IPv4 address inside an IPv6 one
    /// (mapped, 6to4, NAT64) is never public, since no name server gives one for an honest name.
    /// </summary>
    public static bool IsPublic(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Array.Exists(SpecialV4, n => n.Contains(address)),
            // A mapped address is IPv4 to IPNetwork, and would be looked for in the wrong lists.
            AddressFamily.InterNetworkV6 => !address.IsIPv4MappedToIPv6 && address.ScopeId == 0 && GlobalV6.Contains(address) && !Array.Exists(SpecialV6, n => n.Contains(address)),
            _ => false,
        };
    }

    /// <summary>Addresses nobody can be reached at, so that not even a list of allowed networks makes them a target.</summary>
    public static bool IsNobody(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.Broadcast)
            || address.IsIPv6Multicast || address.IsIPv4MappedToIPv6
            || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes()[0] is 0 or (>= 224 and <= 239));
    }
}
