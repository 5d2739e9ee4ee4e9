using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Fengqiao.Bench.Measures;

/// <summary>Writes one file per kind of measure, with the machine it ran on and every round.</summary>
internal sealed class Report(Options options, IReadOnlyList<string> args)
{
    private readonly List<(string What, Table Table)> _tables = [];

    public string? PostgresVersion { get; set; }

    public void Add(string what, Table table) => _tables.Add((what, table));

    public void Write(DateTimeOffset now)
    {
        Directory.CreateDirectory(options.Out);
        foreach (var tables in _tables.GroupBy(t => t.What, t => t.Table))
        {
            var date = now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var text = new StringBuilder($"# {tables.Key}, {date}\n\n`bench/run {string.Join(' ', args)}`\n\n");
            foreach (var table in tables)
            {
                text.Append(CultureInfo.InvariantCulture, $"- {table.Conclusion}\n");
            }

            text.Append('\n').Append(Machine());
            foreach (var table in tables)
            {
                text.Append('\n').Append(table.ToMarkdown());
            }

            File.WriteAllText(Path.Combine(options.Out, $"{date}-{tables.Key}.md"), text.ToString());
        }
    }

    private string Machine()
    {
        var cpu = Field("/proc/cpuinfo", "model name") ?? Field("/proc/cpuinfo", "CPU part") ?? "unknown";
        var memory = long.Parse(Field("/proc/meminfo", "MemTotal")!.Split(' ')[0], CultureInfo.InvariantCulture) / 1024.0 / 1024;
        using var sqlite = new SqliteConnection("Data Source=:memory:");
        sqlite.Open();
        var load = File.ReadAllText("/proc/loadavg").Split(' ');
        return string.Create(CultureInfo.InvariantCulture, $"""
            Machine: {Environment.ProcessorCount} cores ({cpu}), {memory:F1} GB, Linux {Environment.OSVersion.Version}, load at the end {load[0]} {load[1]} {load[2]}.
            .NET {Environment.Version}, SQLite {sqlite.ServerVersion}, PostgreSQL {PostgresVersion ?? "not measured"}. fsync on for all; server, database and load generator share the machine.

            """);
    }

    private static string? Field(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
