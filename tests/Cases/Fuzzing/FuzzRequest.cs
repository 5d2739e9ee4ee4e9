using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fengqiao.Cases.Tests.Fuzzing;

/// <summary>One request made from the description of an operation and a number: the same number makes the same request.</summary>
internal static class FuzzRequest
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] MediaTypes = ["text/plain", "application/xml", "application/json; charset=utf-16", "application/json; charset=x", "application/json; charset=\"", "application/problem+json", "multipart/form-data", "multipart/form-data; boundary=", "application/x-www-form-urlencoded", "*/*"];

    public static HttpRequestMessage Make(ApiOperation operation, ValueMaker maker)
    {
        var request = new HttpRequestMessage(operation.Method, new Uri(Address(operation, maker), UriKind.Relative));
        if (operation.Method == HttpMethod.Post || maker.Chance(0.02))
        {
            request.Content = Body(operation, maker);
        }

        foreach (var header in operation.Parameters.Where(p => p.In == "header" && maker.Chance(0.9)))
        {
            var value = header.Name == "If-Match" && maker.Chance(0.8) ? $"\"{maker.Pick(["1", "2", "3", "4"])}\"" : maker.Text(header.Name, header.Schema);
            request.Headers.TryAddWithoutValidation(header.Name, new string([.. value.Where(c => c is >= ' ' and < (char)0x7F)]));
        }

        return request;
    }

    private static string Address(ApiOperation operation, ValueMaker maker)
    {
        var path = operation.Path;
        foreach (var parameter in operation.Parameters.Where(p => p.In == "path"))
        {
            path = path.Replace($"{{{parameter.Name}}}", Escape(maker.Text(parameter.Name, parameter.Schema)), StringComparison.Ordinal);
        }

        var query = operation.Parameters.Where(p => p.In == "query" && maker.Chance(p.IsRequired ? 0.9 : 0.3))
            .SelectMany(p => Enumerable.Repeat(p, maker.Chance(0.05) ? 2 : 1))
            .Select(p => $"{p.Name}={Escape(maker.Text(p.Name, p.Schema))}").ToList();
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    /// <summary>Half a character cannot be written into an address; its place is taken by what a broken program sends.</summary>
    private static string Escape(string text) => text.Any(char.IsSurrogate) ? "%ED%A0%80" : Uri.EscapeDataString(text);

    private static ByteArrayContent Body(ApiOperation operation, ValueMaker maker)
    {
        var (type, bytes) = operation.Bodies.ContainsKey("multipart/form-data")
            ? Form(maker)
            : ("application/json", Encoding.UTF8.GetBytes(operation.Bodies.TryGetValue("application/json", out var schema) ? Write(maker.Value("", schema, 0)) : "{}"));
        if (maker.Chance(0.12))
        {
            bytes = maker.Damage(bytes);
        }

        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", maker.Chance(0.04) ? maker.Pick(MediaTypes) : type);
        return content;
    }

    /// <summary>As text with its escapes, since half a character has no bytes.</summary>
    private static string Write(JsonNode? value)
    {
        if (value is null)
        {
            return "null";
        }

        try
        {
            return value.ToJsonString(Json);
        }
        catch (Exception unwritable) when (unwritable is ArgumentException or InvalidOperationException)
        {
            return "{\"title\":\"\\ud800\",\"description\":\"\\udfff\"}";
        }
    }

    private static (string Type, byte[] Bytes) Form(ValueMaker maker)
    {
        var stage = maker.Pick(["other", "report", "handling", "", "\0", "x"]);
        var name = maker.Pick(["a.png", "../../a.png", "a\0.png", "CON", "图.txt", "", new string('长', 300)]);
        string content = maker.Pick(["文字", "", "<html>", "%PDF-1.7", "PK\u0003\u0004", "GIF89a", "MZ"]);
        var text = string.Create(CultureInfo.InvariantCulture, $"--fq\r\nContent-Disposition: form-data; name=\"stage\"\r\n\r\n{stage}\r\n--fq\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{content}\r\n--fq--\r\n");
        return ("multipart/form-data; boundary=fq", Encoding.UTF8.GetBytes(text));
    }
}
