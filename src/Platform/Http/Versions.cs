using System.Globalization;
using Fengqiao.Kernel;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Platform.Http;

/// <summary>Versions travel as strong entity tags: <c>ETag: "3"</c>, <c>If-Match: "3"</c>.</summary>
public static class Versions
{
    public static string Tag(int version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>The version the caller last saw. A write without it is refused, because it could undo what nobody has read.</summary>
    public static Result<int> FromIfMatch(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0)
        {
            return new Error("platform.if-match-required", ErrorKind.Invalid, "If-Match");
        }

        return int.TryParse(header.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : new Error("platform.if-match-malformed", ErrorKind.Invalid, "If-Match");
    }
}
