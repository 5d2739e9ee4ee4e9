using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Fengqiao.Kernel;

namespace Fengqiao.Platform.Outbound;

/// <summary>
/// Reads an address somebody typed in the one form that every program reads alike. What parsers disagree about (user names, other numbers
/// for an IPv4 address, backslashes, wide digits) is refused before anybody resolves it.
/// </summary>
public static partial class TargetUrl
{
    public const int Longest = 500;

    private static readonly string[] OwnNames = ["localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "arpa", "onion", "test", "invalid", "example"];

    /// <summary>The address, if a request to it may be tried. Where its name leads is looked at when the connection is made.</summary>
    /// <param name="text">What was typed.</param>
    public static Result<Uri> Read(string? text, OutboundPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (text is null || text.Length > Longest || Shape().Match(text) is not { Success: true } shape || !Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            return OutboundErrors.UrlMalformed;
        }

        var host = shape.Groups["host"].Value;
        if (!IsPlainHost(host) || !string.Equals(host, url.Host, StringComparison.OrdinalIgnoreCase))
        {
            return OutboundErrors.UrlMalformed;
        }

        var (port, isUsual) = (url.Port, url.IsDefaultPort);
        var isNamed = policy.Names(host, port, isUsual);
        if (url.Scheme != Uri.UriSchemeHttps && !isNamed)
        {
            return OutboundErrors.NotSecure;
        }

        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal))
        {
            return policy.Admits(host, literal, port, isUsual) ? url : OutboundErrors.TargetRefused;
        }

        // A name may lead into a network that is allowed; that is found out when connecting.
        if (isNamed || policy.Allowed.Any(a => a.Network is not null && a.IsFor(port, isUsual)))
        {
            return url;
        }

        return isUsual && !policy.OnlyAllowed && !IsOwnName(host) ? url : OutboundErrors.TargetRefused;
    }

    /// <summary>A DNS name in ASCII: labels of letters, digits and hyphens, the last one not a number.</summary>
    public static bool IsName(string host) => host.Length <= 253 && Name().IsMatch(host);

    private static bool IsPlainHost(string host)
    {
        if (host.StartsWith('['))
        {
            return !host.Contains('%', StringComparison.Ordinal) && IPAddress.TryParse(host[1..^1], out var six) && six.AddressFamily == AddressFamily.InterNetworkV6;
        }

        return IsName(host) || DottedQuad().IsMatch(host);
    }

    /// <summary>Names that mean something inside a network only.</summary>
    private static bool IsOwnName(string host) => !host.Contains('.', StringComparison.Ordinal) || OwnNames.Contains(host[(host.LastIndexOf('.') + 1)..], StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"^(?i:https?)://(?<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?(/[\x21\x23-\x5B\x5D-\x7E]*)?(\?[\x21\x23-\x5B\x5D-\x7E]*)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();

    [GeneratedRegex("^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DottedQuad();
}
