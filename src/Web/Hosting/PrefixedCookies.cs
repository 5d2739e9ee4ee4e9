using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Fengqiao.Web.Hosting;

/// <summary>
/// Over https every cookie is named <c>__Host-</c> (or <c>__Secure-</c> where it is for one path): browsers take such a name only
/// from this host over https, so neither a neighbouring host nor a plain connection can plant one (RFC 6265bis 4.1.3, OWASP ASVS
/// 3.3.1 and 3.3.3). Inside, all keep their plain names; over plain HTTP, where browsers refuse the prefixes, outside too.
/// </summary>
public static class PrefixedCookies
{
    private const string Host = "__Host-";
    private const string Secure = "__Secure-";

    /// <summary>Goes after the forwarded headers, which tell https, and before anything that reads or sets a cookie.</summary>
    public static IApplicationBuilder UsePrefixedCookies(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        if (context.Request.IsHttps)
        {
            context.Request.Headers.Cookie = Taken(context.Request.Headers.Cookie);
            // Callbacks run last in, first out: this one sees what all others set.
            context.Response.OnStarting(static state =>
            {
                var headers = ((HttpContext)state).Response.Headers;
                headers.SetCookie = new StringValues([.. headers.SetCookie.OfType<string>().Select(Given)]);
                return Task.CompletedTask;
            }, context);
        }

        return next(context);
    });

    /// <summary>The cookies that carry a prefix, without it; one without was not set by us over https.</summary>
    internal static StringValues Taken(StringValues sent)
    {
        var taken = sent.OfType<string>().SelectMany(line => line.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(pair => Without(pair, Host) ?? Without(pair, Secure)).OfType<string>().ToList();
        return taken.Count == 0 ? StringValues.Empty : new StringValues(string.Join("; ", taken));
    }

    /// <summary>One <c>Set-Cookie</c> value with the prefix its attributes allow, and with the attribute that the prefix asks for.</summary>
    internal static string Given(string cookie)
    {
        var attributes = cookie.Split(';', StringSplitOptions.TrimEntries).Skip(1).ToList();
        bool Has(string attribute) => attributes.Contains(attribute, StringComparer.OrdinalIgnoreCase);
        var isForTheHost = Has("path=/") && !attributes.Exists(a => a.StartsWith("domain=", StringComparison.OrdinalIgnoreCase));
        return (isForTheHost ? Host : Secure) + cookie + (Has("secure") ? "" : "; secure");
    }

    private static string? Without(string pair, string prefix) => pair.StartsWith(prefix, StringComparison.Ordinal) ? pair[prefix.Length..] : null;
}
