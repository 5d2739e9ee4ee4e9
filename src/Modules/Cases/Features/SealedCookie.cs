using System.Security.Cryptography;
using System.Text.Json;
using Fengqiao.Kernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Fengqiao.Cases.Features;

/// <summary>Number and tracking code, as the reporter has shown them.</summary>
internal sealed record TrackingProof(string Number, string Code)
{
    public const string Cookie = "fq.track";
    public const string Path = "/track";

    /// <summary>Long enough to read and rate, short enough for a phone that is passed on.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);
}

/// <summary>
/// Carries a secret from one request of a visitor to the next, sealed and short-lived: addresses end up in histories and logs, and a
/// hidden field would come back with every saved page.
/// </summary>
internal sealed class SealedCookie(IDataProtectionProvider protection, CountyClock clock)
{
    private sealed record Content(DateTime UntilUtc, string Json);

    public void Write<T>(HttpContext context, string name, string path, T value, TimeSpan lifetime)
    {
        var content = new Content(clock.UtcNow + lifetime, JsonSerializer.Serialize(value));
        var cipher = Protector(name).Protect(JsonSerializer.SerializeToUtf8Bytes(content));
        context.Response.Cookies.Append(name, WebEncoders.Base64UrlEncode(cipher), Options(context, path, lifetime));
    }

    /// <summary>What was written; null when there is nothing, it is too old, or it was not written here.</summary>
    public T? Read<T>(HttpContext context, string name)
        where T : class
    {
        if (context.Request.Cookies[name] is not { Length: > 0 } text)
        {
            return null;
        }

        try
        {
            var content = JsonSerializer.Deserialize<Content>(Protector(name).Unprotect(WebEncoders.Base64UrlDecode(text)));
            return content is not null && clock.UtcNow < content.UntilUtc ? JsonSerializer.Deserialize<T>(content.Json) : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }

    public static void Drop(HttpContext context, string name, string path) => context.Response.Cookies.Delete(name, Options(context, path, null));

    private IDataProtector Protector(string name) => protection.CreateProtector("Fengqiao.Cases", name);

    // County networks without certificates exist; there the cookie travels as openly as the form that made it.
#pragma warning disable S2092
    private static CookieOptions Options(HttpContext context, string path, TimeSpan? lifetime) => new()
    {
        Path = path,
        MaxAge = lifetime,
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
    };
#pragma warning restore S2092
}
