using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
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
/// hidden field would come back with every saved page. What is too long for one cookie is spread over several.
/// </summary>
internal sealed class SealedCookie(IDataProtectionProvider protection, CountyClock clock)
{
    /// <summary>Browsers keep 4096 bytes of a cookie, its name and attributes included.</summary>
    private const int LongestPiece = 3700;
    private const int MostPieces = 4;

    // Chinese as it is: escaped, a character would take six bytes instead of three.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private sealed record Content(DateTime UntilUtc, string Json);

    /// <exception cref="ArgumentException">It does not fit into the cookies a browser sends at once.</exception>
    public void Write<T>(HttpContext context, string name, string path, T value, TimeSpan lifetime)
    {
        var content = new Content(clock.UtcNow + lifetime, JsonSerializer.Serialize(value, Json));
        var cipher = Protector(name).Protect(Pack(JsonSerializer.SerializeToUtf8Bytes(content, Json)));
        var pieces = WebEncoders.Base64UrlEncode(cipher).Chunk(LongestPiece).Select(piece => new string(piece)).ToList();
        if (pieces.Count > MostPieces)
        {
            throw new ArgumentException($"{name} takes {pieces.Count} cookies.", nameof(value));
        }

        // The first says how many there are: one left over from a longer value must not be read as part of this one.
        pieces[0] = pieces.Count.ToString(CultureInfo.InvariantCulture) + "~" + pieces[0];
        foreach (var (index, piece) in pieces.Index())
        {
            context.Response.Cookies.Append(NameOf(name, index), piece, OwnCookie.Options(context, SameSiteMode.Strict, lifetime, path));
        }

        DropFrom(pieces.Count, context, name, path);
    }

    /// <summary>What was written; null when there is nothing, it is too old, or it was not written here.</summary>
    public T? Read<T>(HttpContext context, string name)
        where T : class
    {
        if (Joined(context, name) is not { } text)
        {
            return null;
        }

        try
        {
            var content = JsonSerializer.Deserialize<Content>(Unpack(Protector(name).Unprotect(WebEncoders.Base64UrlDecode(text))), Json);
            return content is not null && clock.UtcNow < content.UntilUtc ? JsonSerializer.Deserialize<T>(content.Json, Json) : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException or InvalidDataException)
        {
            return null;
        }
    }

    public static void Drop(HttpContext context, string name, string path) => DropFrom(0, context, name, path);

    private static void DropFrom(int first, HttpContext context, string name, string path)
    {
        for (var index = first; index < MostPieces; index++)
        {
            if (index == 0 || context.Request.Cookies.ContainsKey(NameOf(name, index)))
            {
                context.Response.Cookies.Delete(NameOf(name, index), OwnCookie.Options(context, SameSiteMode.Strict, null, path));
            }
        }
    }

    private static string? Joined(HttpContext context, string name)
    {
        var cookies = context.Request.Cookies;
        if (cookies[name] is not { Length: > 2 } first || first[1] != '~' || !(first[0] is >= '1' and <= (char)('0' + MostPieces)))
        {
            return null;
        }

        return string.Concat(Enumerable.Range(1, first[0] - '1').Select(index => cookies[NameOf(name, index)]).Prepend(first[2..]));
    }

    private static string NameOf(string name, int index) => index == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}.{index}");

    private static byte[] Pack(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal))
        {
            brotli.Write(plain);
        }

        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        brotli.CopyTo(plain);
        return plain.ToArray();
    }

    private IDataProtector Protector(string name) => protection.CreateProtector("Fengqiao.Cases", name);
}
