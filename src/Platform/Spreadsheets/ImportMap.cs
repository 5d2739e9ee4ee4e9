using System.Text;
using System.Text.Json;
using Fengqiao.Kernel;

namespace Fengqiao.Platform.Spreadsheets;

/// <summary>
/// A JSON object written by the user that names, for each field of an import, the column of a file made by others, e.g.
/// <c>{"title": "留言主题", "reporter.externalId": "留言用户"}</c>. Columns that it does not name are ignored.
/// </summary>
public sealed class ImportMap
{
    private static readonly JsonReaderOptions _options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 8 };

    private ImportMap(IReadOnlyDictionary<string, string> headers) => Headers = headers;

    /// <summary>Field → header.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Reads the map; every unknown field is reported, with the list of those allowed.</summary>
    /// <param name="json">UTF-8 text, with or without a byte order mark.</param>
    /// <param name="allowed">Field names the import knows.</param>
    public static Result<ImportMap> Parse(ReadOnlySpan<byte> json, IReadOnlyCollection<string> allowed)
    {
        if (json.StartsWith(Encoding.UTF8.Preamble)) json = json[Encoding.UTF8.Preamble.Length..];
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        var errors = new List<Error>();
        try
        {
            var reader = new Utf8JsonReader(json, _options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return TableErrors.Of(TableErrors.MapNotText, "", Line(json, reader.TokenStartIndex));
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var field = reader.GetString()!;
                var line = Line(json, reader.TokenStartIndex);
                reader.Read();
                if (reader.TokenType != JsonTokenType.String || string.IsNullOrWhiteSpace(reader.GetString()))
                    errors.Add(TableErrors.Of(TableErrors.MapNotText, field, line).For(field));
                else if (!allowed.Contains(field))
                    errors.Add(TableErrors.Of(TableErrors.MapUnknownField, field, line, string.Join(", ", allowed)).For(field));
                else if (!headers.TryAdd(field, reader.GetString()!))
                    errors.Add(TableErrors.Of(TableErrors.MapRepeatedField, field, line).For(field));
                reader.Skip();
            }

            // The text after the closing brace must be nothing but white space; reading on throws otherwise.
            _ = reader.Read();
        }
        catch (Exception invalid) when (invalid is JsonException or InvalidOperationException)
        {
            var at = invalid as JsonException;
            return TableErrors.Of(TableErrors.MapInvalid, (at?.LineNumber ?? 0) + 1, (at?.BytePositionInLine ?? 0) + 1);
        }

        if (Error.Join(errors) is { } error) return error;
        return headers.Count == 0 ? TableErrors.Of(TableErrors.MapEmpty, string.Join(", ", allowed)) : new ImportMap(headers);
    }

    /// <summary>Finds the columns in a file; each one the map names must be there.</summary>
    public Result<BoundColumns> Bind(TableFile table) =>
        new ColumnMap([.. Headers.Select(pair => new Column(pair.Key, [pair.Value], Required: true))], UnknownColumns.Ignore).Bind(table);

    private static int Line(ReadOnlySpan<byte> json, long tokenStart) =>
        json[..(int)tokenStart].Count((byte)'\n') + 1;
}
