using Fengqiao.Kernel;

namespace Fengqiao.Platform.Outbound;

/// <summary>Why something outside is not reached. Texts are in <c>OutboundErrors.resx</c>; none tells what answered there.</summary>
public static class OutboundErrors
{
    public static readonly Error UrlMalformed = new("outbound.url-malformed", ErrorKind.Invalid);

    /// <summary>Plain http is for hosts the operator has named.</summary>
    public static readonly Error NotSecure = new("outbound.not-secure", ErrorKind.Invalid);

    /// <summary>The address is the machine's, a private one, or otherwise nobody's on the Internet, and no entry allows it.</summary>
    public static readonly Error TargetRefused = new("outbound.target-refused", ErrorKind.Refused);

    public static readonly Error NameUnknown = new("outbound.name-unknown", ErrorKind.Unavailable);

    public static readonly Error Unreachable = new("outbound.unreachable", ErrorKind.Unavailable);

    public static readonly Error TooSlow = new("outbound.too-slow", ErrorKind.Unavailable);

    /// <summary>The other side could not prove who it is, or speaks no TLS.</summary>
    public static readonly Error TlsFailed = new("outbound.tls-failed", ErrorKind.Unavailable);

    /// <summary>It answered by sending elsewhere; that is never followed.</summary>
    public static readonly Error Redirected = new("outbound.redirected", ErrorKind.Unavailable);
}
