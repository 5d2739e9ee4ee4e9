using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fengqiao.Host.Server;

/// <summary>
/// Refuses texts with control characters other than tab and line ends, naming the field: PostgreSQL cannot keep a zero character at all,
/// and nobody can see the others.
/// </summary>
internal sealed class PlainTextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException();
        }

        var text = reader.GetString()!;
        return text.Any(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r')) ? throw new JsonException() : text;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
