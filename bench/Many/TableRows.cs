using System.Data.Common;
using System.Globalization;

namespace Fengqiao.Bench.Many;

/// <summary>The rows of one table as the store gives them: texts where SQLite keeps times and keys as text.</summary>
internal sealed class TableRows(string name, string[] columns, List<object?[]> rows)
{
    private const string SqliteTime = "yyyy-MM-dd HH:mm:ss.FFFFFFF";

    public string Name { get; } = name;

    public IReadOnlyList<string> Columns { get; } = columns;

    public IReadOnlyList<object?[]> Rows { get; } = rows;

    /// <summary>Positions of the columns that hold a moment.</summary>
    public IReadOnlyList<int> Times { get; } = [.. columns.Index().Where(c => c.Item.EndsWith("_utc", StringComparison.Ordinal)).Select(c => c.Index)];

    public int this[string column] => Array.IndexOf(columns, column) is >= 0 and var at ? at : throw new ArgumentException(column, nameof(column));

    public static async Task<TableRows> ReadAsync(DbConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table}";
        await using var reader = await command.ExecuteReaderAsync();
        string[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        var rows = new List<object?[]>();
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, columns.Length).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        }

        return new TableRows(table, columns, rows);
    }

    public static Guid GuidOf(object? value) => value is Guid id ? id : Guid.Parse((string)value!);

    /// <summary>The key in the form the store keeps.</summary>
    public static object Like(object? example, Guid id) => example is Guid ? id : id.ToString("D").ToUpperInvariant();

    public static DateTime TimeOf(object? value) => value is DateTime time
        ? DateTime.SpecifyKind(time, DateTimeKind.Utc)
        : DateTime.SpecifyKind(DateTime.Parse((string)value!, CultureInfo.InvariantCulture), DateTimeKind.Utc);

    /// <summary>The moment moved, in the form it had.</summary>
    public static object? Shifted(object? value, TimeSpan by) => value switch
    {
        null => null,
        DateTime time => time + by,
        _ => (TimeOf(value) + by).ToString(SqliteTime, CultureInfo.InvariantCulture),
    };
}
