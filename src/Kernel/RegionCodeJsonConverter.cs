using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fengqiao.Kernel;

/// <summary>A region code is a JSON string; the default value is null.</summary>
internal sealed class RegionCodeJsonConverter : JsonConverter<RegionCode>
{
    public override bool HandleNull => true;

    public override RegionCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return default;
        if (reader.TokenType == JsonTokenType.String && RegionCode.TryParse(reader.GetString(), out var code))
            return code;
        throw new JsonException("A region code is a string of 2, 4, 6, 9, 12 or 13 to 18 digits.");
    }

    public override void Write(Utf8JsonWriter writer, RegionCode value, JsonSerializerOptions options)
    {
        if (value.IsEmpty)
            writer.WriteNullValue();
        else
            writer.WriteStringValue(value.Value);
    }
}
