using System.Globalization;
using System.Diagnostics;
using System.Text;
using Fengqiao.Bench.Bare;
using Fengqiao.Bench.Processes;

namespace Fengqiao.Bench.Measures;

/// <summary>
/// <c>fengqiao import cases</c> through the running server, from the start of the command to its end, against the three bare rows of each
/// line in transactions of 500 lines.
/// </summary>
internal static class ImportCases
{
    private const int Generated = 50_000;
    private const int LinesPerTransaction = 500;

    private const string Map =
        """{"externalId":"留言编号","title":"留言主题","description":"留言详情","receivedAt":"留言时间","reporter.externalId":"留言用户"}""";

    public static async Task<Table> RunAsync(Ground ground)
    {
        var map = ground.Folder.In("map.json");
        await File.WriteAllTextAsync(map, Map);
        var table = new Table($"import on {ground.Kind}", "file", "rows", "seconds", "rows/s", "bare rows/s", "ratio", "peak MB of the server");
        await using var product = await Server.StartProductAsync(ground.County);
        var said = new List<string>();
        foreach (var (name, file) in Files(ground))
        {
            var before = await ground.County.CountAsync("SELECT count(*) FROM cases");
            var clock = Stopwatch.StartNew();
            await Server.CommandAsync(ground.County, "import", "cases", file, "--map", map);
            var took = clock.Elapsed.TotalSeconds;
            var rows = await ground.County.CountAsync("SELECT count(*) FROM cases") - before;
            var peak = product.Process.Memory().Peak / 1e6;
            await ground.DrainAsync();
            var bare = await LoadBareAsync(ground, file, rows);
            table.Add(name, rows, took, rows / took, bare, rows / took / bare, peak);
            said.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {rows / took:F0} rows/s, **{rows / took / bare:F2}** of bare rows, peak {peak:F0} MB"));
        }

        table.Conclude($"import on {ground.Kind}: {string.Join("; ", said)}.");
        return table;
    }

    private static IEnumerable<(string Name, string File)> Files(Ground ground)
    {
        var real = Environment.GetEnvironmentVariable("FENGQIAO_BENCH_MESSAGES");
        if (File.Exists(real))
        {
            yield return (Path.GetFileName(real), real);
        }
        else
        {
            Console.WriteLine("  skipped: the file of real messages is not there (FENGQIAO_BENCH_MESSAGES)");
        }

        var generated = ground.Folder.In("generated.csv");
        ground.Texts("G").WriteCsv(generated, Generated);
        yield return ("generated", generated);
    }

    /// <returns>Rows a second.</returns>
    private static async Task<double> LoadBareAsync(Ground ground, string file, long expected)
    {
        await using var store = await BareStores.OpenAsync(ground.Kind, ground.BareStore);
        var time = TimeProvider.System;
        var clock = Stopwatch.StartNew();
        var loaded = 0;
        foreach (var lines in Records(file).Skip(1).Chunk(LinesPerTransaction))
        {
            var now = time.GetUtcNow();
            await store.InsertAllAsync([.. lines.Select(cells => BareRows.Of(now,
                new BareCase(cells[2], cells[4], "import", new BareLocation(0, 0, ""), new BareReporter(cells[1], "", false, false))))]);
            loaded += lines.Length;
        }

        if (loaded < expected)
        {
            throw new InvalidOperationException($"The bare load read {loaded} lines, the import {expected}.");
        }

        return loaded / clock.Elapsed.TotalSeconds;
    }

    /// <summary>The records of a CSV file whose quotes are in order (RFC 4180).</summary>
    private static IEnumerable<List<string>> Records(string file)
    {
        var text = File.ReadAllText(file, Encoding.UTF8);
        var (record, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"':
                    quoted = !quoted;
                    // Opened again at once: the two stood for one.
                    cell.Append(quoted && i > 0 && text[i - 1] == '"' ? "\"" : "");
                    break;
                case ',' when !quoted:
                    Take();
                    break;
                case '\n' when !quoted:
                    Take();
                    yield return record;
                    record = [];
                    break;
                case '\r' when !quoted:
                    break;
                default:
                    cell.Append(text[i]);
                    break;
            }
        }

        if (record.Count > 0)
        {
            Take();
            yield return record;
        }

        void Take()
        {
            record.Add(cell.ToString());
            cell.Clear();
        }
    }
}
