using System.Text;

namespace Fengqiao.Platform.Files;

/// <summary>The headers under which a stored file may be sent to a browser.</summary>
public static class ContentDisposition
{
    /// <summary>Forbids scripts, forms and requests should a browser ever treat the content as a page.</summary>
    public const string Policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    /// <summary>
    /// Header name and value pairs for a file. Pictures that browsers show safely are inline; everything else is a download.
    /// PDF too: browsers refuse to open their viewer in a sandbox, and without the sandbox a PDF may run scripts.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Headers(StoredFile file) =>
    [
        new("Content-Disposition", Value(file.DownloadName, inline: file.ContentType is "image/jpeg" or "image/png" or "image/webp")),
        new("X-Content-Type-Options", "nosniff"),
        new("Content-Security-Policy", Policy),
        new("Cross-Origin-Resource-Policy", "same-origin"),
        new("Cache-Control", "private, no-store"),
    ];

    /// <summary>The header's value (RFC 6266): an ASCII name for old clients and the real one in UTF-8 (RFC 5987).</summary>
    public static string Value(string name, bool inline = false)
    {
        var safe = FileNames.Sanitise(name);
        var ascii = new StringBuilder(safe.Length);
        var encoded = new StringBuilder(safe.Length * 3);
        foreach (var rune in safe.EnumerateRunes())
            ascii.Append(rune.Value is > 0x1F and < 0x7F and not ('"' or '\\' or '%' or ';') ? (char)rune.Value : '_');
        foreach (var b in Encoding.UTF8.GetBytes(safe))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'.' or (byte)'-' or (byte)'_' or (byte)'~') encoded.Append((char)b);
            else encoded.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return $"{(inline ? "inline" : "attachment")}; filename=\"{ascii}\"; filename*=UTF-8''{encoded}";
    }
}
