using System.Globalization;
using System.Net;

namespace Fengqiao.Platform.Outbound;

/// <summary>
/// One entry of the operator's list: a host name, an address or a network, with a port where it is not a usual one. A county's own networks are
/// private, so without an entry nothing in them is reached; whoever may change pages may not change this list.
/// </summary>
/// <param name="Host">A name, in lower case; null where <paramref name="Network"/> says it.</param>
/// <param name="Network">Addresses; null for a name.</param>
/// <param name="Port">The one port it is about; null for the usual ones.</param>
public sealed record AllowedTarget(string? Host, IPNetwork? Network, int? Port)
{
    /// <summary>Reads <c>gateway.example</c>, <c>gateway.example:8443</c>, <c>10.2.3.4</c>, <c>10.2.0.0/16:8080</c>, <c>[fd00::/8]:25</c>; null for anything else.</summary>
    public static AllowedTarget? Parse(string? text)
    {
        var entry = text?.Trim() ?? "";
        int? port = null;
        var body = entry;
        var colon = entry.LastIndexOf(':');
        var isBracketed = entry.StartsWith('[');
        if (colon > 0 && (isBracketed ? entry[colon - 1] == ']' : entry.IndexOf(':', StringComparison.Ordinal) == colon))
        {
            if (!ushort.TryParse(entry[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            {
                return null;
            }

            (port, body) = (number, entry[..colon]);
        }

        if (isBracketed)
        {
            if (!body.EndsWith(']'))
            {
                return null;
            }

            body = body[1..^1];
        }

        if (IPNetwork.TryParse(body, out var network))
        {
            return new AllowedTarget(null, network, port);
        }

        if (IPAddress.TryParse(body, out var address) && body.AsSpan().ContainsAny('.', ':'))
        {
            return new AllowedTarget(null, new IPNetwork(address, address.GetAddressBytes().Length * 8), port);
        }

        return TargetUrl.IsName(body) ? new AllowedTarget(body.ToLowerInvariant(), null, port) : null;
    }

    internal bool IsFor(int port, bool isUsual) => Port is { } only ? only == port : isUsual;
}

/// <summary>What may be reached beside the public Internet.</summary>
/// <param name="Allowed">The operator's list, from the settings file.</param>
/// <param name="OnlyAllowed">Nothing but the list is reached: for a network that ends at the county's wall.</param>
public sealed record OutboundPolicy(IReadOnlyList<AllowedTarget> Allowed, bool OnlyAllowed = false)
{
    /// <summary>How long a connection and a whole answer may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>More of an answer than that is not read.</summary>
    public int LargestAnswer { get; init; } = 64 * 1024;

    /// <summary>Whether an entry names the host, or its address where it is one, at that port.</summary>
    public bool Names(string host, int port, bool isUsual) => Allowed.Any(a => a.IsFor(port, isUsual)
        && (a.Host is { } name ? string.Equals(name, host, StringComparison.OrdinalIgnoreCase) : IPAddress.TryParse(host.Trim('[', ']'), out var ip) && a.Network!.Value.Contains(ip)));

    /// <summary>Whether the address may be connected to under that name.</summary>
    public bool Admits(string host, IPAddress address, int port, bool isUsual)
    {
        if (AddressRules.IsNobody(address))
        {
            return false;
        }

        return Allowed.Any(a => a.IsFor(port, isUsual) && (a.Network is { } network ? network.Contains(address) : string.Equals(a.Host, host, StringComparison.OrdinalIgnoreCase)))
            || (!OnlyAllowed && isUsual && AddressRules.IsPublic(address));
    }
}
