using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Fengqiao.Cases.Tests.Fuzzing;

/// <summary>Things that exist in the county, so that requests get past the first look-up.</summary>
/// <param name="ByName">For a parameter or field of that name.</param>
internal sealed record KnownThings(IReadOnlyDictionary<string, IReadOnlyList<string>> ByName);

/// <summary>Values for a schema: mostly such as it asks for, some just beyond it, some of another kind altogether.</summary>
internal sealed class ValueMaker(ApiDocument document, KnownThings known, Random random)
{
    private const int Deepest = 5;

    /// <summary>What programs stumble over: ends of ranges, other alphabets, marks that other languages take for their own.</summary>
    private static readonly string[] Strange =
    [
        "", " ", "\0", "\r\n", "\u202e", "\ud800", "\ufeff", "null", "true", "NaN", "Infinity", "-0", "1e309", "0x10", "99999999999999999999", "-1", "０１２", "%", "_", "\\", "'", "\"", "';--", "' OR 1=1 --", "*", "NEAR(", "col:x",
        "\"a\" OR", "(((((((((", "{{7*7}}", "${7*7}", "<script>", "../../etc/passwd", "C:\\x", "file:///etc/passwd", "=1+1", "0000-00-00", "9999-12-31", "2026-02-30", "2016-12-31T23:59:60Z", "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9999999+14:00", "00000000-0000-0000-0000-000000000000", "SJ", "SJ9999999999999999999999", "339901", "339901101201001", "3399", "枫桥", "🙂𠮷", "e\u0301", "ﷺ", "a,b;c|d", "-", "--", "open", "D05", "01",
    ];

    public bool Chance(double share) => random.NextDouble() < share;

    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>As it stands in an address or a header.</summary>
    public string Text(string name, JsonNode schema)
    {
        if (known.ByName.TryGetValue(name, out var things) && Chance(0.7))
        {
            return Pick(things);
        }

        return Value(name, schema, 0) switch
        {
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            null => "",
            var other => other.ToJsonString(),
        };
    }

    public JsonNode? Value(string name, JsonNode given, int depth)
    {
        var schema = document.Resolve(given);
        if (Chance(0.06))
        {
            return Other(depth);
        }

        if (schema["enum"]?.AsArray() is { Count: > 0 } codes && Chance(0.85))
        {
            return Pick(codes.ToList())?.DeepClone();
        }

        if (Choices(schema) is { Count: > 0 } choices)
        {
            return Value(name, Pick(choices), depth);
        }

        return TypeOf(schema) switch
        {
            "object" => Object(schema, depth),
            "array" => Array(name, schema, depth),
            "integer" => Integer(),
            "number" => Number(),
            "boolean" => JsonValue.Create(Chance(0.5)),
            "null" => null,
            _ => JsonValue.Create(String(name, schema)),
        };
    }

    /// <summary>The same bytes with a few of them wrong: cut, doubled, exchanged, or with something in between.</summary>
    public byte[] Damage(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return [0xFF];
        }

        var at = random.Next(bytes.Length);
        return random.Next(5) switch
        {
            0 => bytes[..at],
            1 => [.. bytes, .. bytes],
            2 => [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]],
            3 => [.. bytes[..at], .. Encoding.UTF8.GetBytes(Pick(Strange)), .. bytes[at..]],
            _ => [.. bytes[..at], (byte)(bytes[at] ^ (1 << random.Next(8))), .. bytes[(at + 1)..]],
        };
    }

    private JsonObject Object(JsonNode schema, int depth)
    {
        var made = new JsonObject();
        var required = schema["required"]?.AsArray().Select(r => r!.GetValue<string>()).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            if (depth < Deepest && Chance(required.Contains(name) ? 0.95 : 0.55))
            {
                made[name] = Value(name, property!, depth + 1);
            }
        }

        if (Chance(0.04))
        {
            made[Pick(["id", "version", "state", "__proto__", "$type", "", "\0", "constructor"])] = Other(depth);
        }

        return made;
    }

    private JsonArray Array(string name, JsonNode schema, int depth)
    {
        var made = new JsonArray();
        for (var left = Chance(0.03) ? 300 : random.Next(4); left > 0 && depth < Deepest; left--)
        {
            made.Add(Value(name.TrimEnd('s'), schema["items"] ?? new JsonObject(), depth + 1));
        }

        return made;
    }

    private string String(string name, JsonNode schema)
    {
        if (known.ByName.TryGetValue(name, out var things) && Chance(0.65))
        {
            return Pick(things);
        }

        if (Chance(0.15))
        {
            return Pick(Strange);
        }

        return schema["format"]?.GetValue<string>() switch
        {
            "date-time" => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(random.Next(-500_000, 500_000)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            "date" => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(random.Next(-500, 500)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "uuid" => new Guid([.. Enumerable.Range(0, 16).Select(_ => (byte)random.Next(256))]).ToString(),
            _ => string.Concat(Enumerable.Range(0, Chance(0.03) ? random.Next(5000) : random.Next(1, 12)).Select(_ => Pick(Strange.Length > 0 && Chance(0.05) ? Strange : Words))),
        };
    }

    private static readonly string[] Words = ["路灯", "噪音", "不", "亮", "a", "B", "7", " ", "村口", "。", "街"];

    private JsonNode Integer() => Chance(0.8)
        ? JsonValue.Create(random.Next(0, 30))
        : JsonNode.Parse(Pick(["0", "-1", "2147483647", "2147483648", "-2147483649", "9223372036854775808", "1e3", "1.5", "1e400", "100000"]))!;

    private JsonNode Number() => Chance(0.8)
        ? JsonValue.Create(Math.Round(29 + (random.NextDouble() * 0.1), 5))
        : JsonNode.Parse(Pick(["0", "-0.0", "120.01", "1e308", "-1e308", "1e400", "5e-324", "90.0000001"]))!;

    /// <summary>Something of a kind nobody asked for.</summary>
    private JsonNode? Other(int depth) => random.Next(7) switch
    {
        0 => null,
        1 => JsonValue.Create(Pick(Strange)),
        2 => Integer(),
        3 => JsonValue.Create(true),
        4 => new JsonArray(JsonValue.Create(1), null, JsonValue.Create("a")),
        5 => new JsonObject { ["a"] = depth < Deepest ? Other(depth + 1) : null },
        _ => Number(),
    };

    private static List<JsonNode> Choices(JsonNode schema) =>
        [.. ((schema["oneOf"] ?? schema["anyOf"])?.AsArray() ?? []).OfType<JsonNode>()];

    /// <summary>Of several, one; null only seldom.</summary>
    private string? TypeOf(JsonNode schema) => schema["type"] switch
    {
        JsonArray several => Chance(0.9) ? several.Select(t => t!.GetValue<string>()).FirstOrDefault(t => t != "null") : "null",
        { } one => one.GetValue<string>(),
        null => schema["properties"] is null ? null : "object",
    };
}
