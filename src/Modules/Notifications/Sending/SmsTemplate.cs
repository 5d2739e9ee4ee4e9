using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fengqiao.Kernel;
using Fengqiao.Notifications.Domain;
using Fengqiao.Platform.Outbound;

namespace Fengqiao.Notifications.Sending;

/// <summary>
/// Makes a request of a gateway's template. A value goes in encoded for the place it stands in, so that no text can become part of the address, of a
/// header or of the JSON around it.
/// </summary>
internal static partial class SmsTemplate
{
    private static readonly string[] Names = ["phone", "text", "secret", "id"];

    /// <summary>Set by the server itself, or deciding where a request goes.</summary>
    private static readonly string[] Reserved = ["host", "content-length", "content-type", "transfer-encoding", "connection", "upgrade", "expect", "te", "trailer"];

    /// <summary>What is wrong with a template; null when nothing is.</summary>
    public static Error? Fault(SmsSettings settings, OutboundPolicy policy)
    {
        var values = Names.ToDictionary(n => n, _ => "1", StringComparer.Ordinal);
        if (Build(settings, values, policy).Failed(out var error))
        {
            return error;
        }

        var all = string.Concat(settings.Url, settings.Headers, settings.Body);
        return Placeholder().Matches(all).FirstOrDefault(m => !Names.Contains(m.Groups["name"].Value, StringComparer.Ordinal)) is { } unknown
            ? NotificationErrors.PlaceholderUnknown(unknown.Value)
            : !all.Contains("{phone}", StringComparison.Ordinal) || !all.Contains("{text}", StringComparison.Ordinal) ? NotificationErrors.SmsIncomplete.For("url")
            : settings.Pointer.Length > 0 && settings.Pointer[0] != '/' ? NotificationErrors.PointerMalformed.For("pointer")
            : null;
    }

    public static Result<HttpRequestMessage> Build(SmsSettings settings, IReadOnlyDictionary<string, string> values, OutboundPolicy policy)
    {
        // Before anything is filled in, so that no value decides where it goes.
        var authority = settings.Url.IndexOf('/', Math.Min(settings.Url.Length, 8));
        if (settings.Url.AsSpan(0, authority < 0 ? settings.Url.Length : authority).ContainsAny('{', '}'))
        {
            return OutboundErrors.UrlMalformed.For("url");
        }

        var read = TargetUrl.Read(Fill(settings.Url, values, Uri.EscapeDataString), policy);
        if (read.Failed(out var refused))
        {
            return refused.For("url");
        }

        var request = new HttpRequestMessage(settings.Method == "GET" ? HttpMethod.Get : HttpMethod.Post, read.Value);
        foreach (var line in settings.Headers.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var name = colon > 0 ? line[..colon].Trim() : "";
            if (!HeaderName().IsMatch(name) || Reserved.Contains(name, StringComparer.OrdinalIgnoreCase)
                || Fill(line[(colon + 1)..].Trim(), values, v => v) is var value && value.Any(c => char.IsControl(c) || c > 126) || !request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Dispose();
                return NotificationErrors.HeaderMalformed.For("headers");
            }
        }

        if (settings.BodyKind == SmsBody.Json)
        {
            var body = Fill(settings.Body, values, v => JsonEncodedText.Encode(v, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString());
            if (!IsJson(body))
            {
                request.Dispose();
                return NotificationErrors.BodyMalformed.For("body");
            }

            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        }
        else if (settings.BodyKind == SmsBody.Form)
        {
            request.Content = new StringContent(Fill(settings.Body, values, Uri.EscapeDataString), Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        }

        return request;
    }

    /// <summary>Whether the gateway says in its answer that it took the message; where nothing is asked for, its status said so.</summary>
    public static bool IsTaken(SmsSettings settings, ReadOnlySpan<byte> answer)
    {
        if (settings.Pointer.Length == 0)
        {
            return true;
        }

        try
        {
            var reader = new Utf8JsonReader(answer);
            using var document = JsonDocument.ParseValue(ref reader);
            var at = document.RootElement;
            foreach (var raw in settings.Pointer[1..].Split('/'))
            {
                var part = raw.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
                if (at.ValueKind == JsonValueKind.Object ? !at.TryGetProperty(part, out at) : !TryItem(ref at, part))
                {
                    return false;
                }
            }

            return (at.ValueKind == JsonValueKind.String ? at.GetString() : at.GetRawText()) == settings.Expected;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryItem(ref JsonElement at, string part)
    {
        if (at.ValueKind != JsonValueKind.Array || !int.TryParse(part, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var index) || index >= at.GetArrayLength())
        {
            return false;
        }

        at = at[index];
        return true;
    }

    private static string Fill(string text, IReadOnlyDictionary<string, string> values, Func<string, string> encode) =>
        Placeholder().Replace(text, found => values.TryGetValue(found.Groups["name"].Value, out var value) ? encode(value) : found.Value);

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\{(?<name>[a-z]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex("^[A-Za-z0-9-]{1,64}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeaderName();
}
