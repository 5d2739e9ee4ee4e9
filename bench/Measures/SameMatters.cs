using System.Buffers.Binary;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Fengqiao.Bench.Load;
using Fengqiao.Bench.Many;
using Fengqiao.Bench.Processes;
using Fengqiao.Contracts.Insight;
using Fengqiao.Insight.Same;
using Fengqiao.Platform.PersonalData;

namespace Fengqiao.Bench.Measures;

/// <summary>
/// Looks for the same matter among a million cases: a draft with the words of one of them and nothing else, over HTTP, by one client. In the answer are
/// the candidates of the index, those of them the person may see, and their likeness. Beside it the bare statement that finds the candidates. Generated
/// cases repeat each other's words, so nearly every run has more cases than are looked at: no query of a real county costs more.
/// </summary>
internal static class SameMatters
{
    private const int Cases = 1_000_000;
    private const int Goal = 20;
    private const int Warm = 30;

    private sealed record Draft(string Title, string Description, long[] Runs);

    public static async Task<Table> RunAsync(Ground ground)
    {
        await ManyCases.FillAsync(ground.County, Cases, alone: true);
        var (drafts, postings) = await FillAsync(ground.County, Warm + Math.Max(200, ground.Options.Pages));
        var token = await Server.TokenAsync(ground.County, "county-dispatcher");
        Console.WriteLine($"{ground.Kind}: the index is full, asking ...");
        await using var server = await Server.StartProductAsync(ground.County);
        using var client = await RawClient.ConnectAsync(server.Port);
        await using var connection = ground.County.Open();
        await connection.OpenAsync();
        var (product, bare, found) = (new List<double>(), new List<double>(), 0);
        foreach (var (i, draft) in drafts.Index())
        {
            var (asked, similar) = await AskAsync(client, token, draft);
            var read = await ReadAsync(connection, draft.Runs);
            if (i >= Warm)
            {
                product.Add(asked);
                bare.Add(read);
                found += similar > 0 ? 1 : 0;
            }
        }

        product.Sort();
        bare.Sort();
        var table = new Table($"same on {ground.Kind}", "what", "p50 ms", "p95 ms", "bare statement p50 ms", "bare statement p95 ms", "× bare statement", "goal p95 ms");
        var (p50, p95, bare50, bare95) = (At(product, 0.5), At(product, 0.95), At(bare, 0.5), At(bare, 0.95));
        table.Add("the same matter as a draft, over HTTP", p50, p95, bare50, bare95, p50 / bare50, Goal);
        table.Conclude(string.Create(
            CultureInfo.InvariantCulture,
            $"same on {ground.Kind}: **p95 {p95:F1} ms** over HTTP, the index's statement alone p95 {bare95:F1} ms, at {Cases:N0} cases in {postings:N0} rows of the index, goal {Goal} ms; the case itself or its like found for {found} of {product.Count} drafts; {server.Process.Memory().Peak / 1e6:F0} MB at most."));
        return table;
    }

    private static double At(List<double> sorted, double share) => sorted[(int)(sorted.Count * share)];

    /// <summary>What the job of the product writes, straight into the store and in the order of its key.</summary>
    private static async Task<(List<Draft> Drafts, int Postings)> FillAsync(County county, int drafts)
    {
        var (runs, sequences, chosen, sketches) = (new List<long>(Cases * 30), new List<int>(Cases * 30), new List<Draft>(), new List<object?[]>(Cases));
        await using (var connection = county.Open())
        {
            await connection.OpenAsync();
            var seal = new SketchSeal(new PersonVault(ManyCases.RingOf(county.Folder, await TableRows.ReadAsync(connection, "installation_facts"))));
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT id, sequence, title, description FROM cases ORDER BY sequence";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var (sequence, title, text) = (reader.GetInt64(1), reader.GetString(2), reader.GetString(3));
                var drawn = seal.Of(title, text);
                runs.AddRange(drawn);
                sequences.AddRange(Enumerable.Repeat((int)sequence, drawn.Length));
                var bytes = new byte[drawn.Length * sizeof(long)];
                foreach (var (i, run) in drawn.Index())
                {
                    BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(i * sizeof(long)), run);
                }

                sketches.Add([reader.GetValue(0), sequence, bytes]);
                if (sequence % (Cases / drafts) == 1 && chosen.Count < drafts)
                {
                    chosen.Add(new Draft(title, text, drawn));
                }
            }
        }

        var (keys, items) = (runs.ToArray(), sequences.ToArray());
        Array.Sort(keys, items);
        await using IRowSink sink = county.Database is { } database ? await PostgresSink.OpenAsync(database) : await SqliteSink.OpenAsync(county.File);
        await sink.EmptyAsync("insight_sketches");
        await sink.EmptyAsync("insight_runs");
        await sink.FillAsync("insight_sketches", ["case_id", "sequence", "runs"], sketches);
        await sink.FillAsync("insight_runs", ["run", "sequence"], keys.Select((k, i) => new object?[] { k, (long)items[i] }));
        await sink.FinishAsync();
        return (chosen, keys.Length);
    }

    private static async Task<(double Milliseconds, int Similar)> AskAsync(RawClient client, string token, Draft draft)
    {
        var body = JsonSerializer.Serialize(new { title = draft.Title, description = draft.Description });
        var request = RawClient.Post("/api/v1/cases/suggestions", $"Accept: application/json\r\nAuthorization: Bearer {token}\r\n", body);
        var started = Stopwatch.GetTimestamp();
        var answer = await client.SendAsync(request);
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return answer.Status == 200
            ? (took, JsonDocument.Parse(answer.Body).RootElement.GetProperty("similar").GetArrayLength())
            : throw new InvalidOperationException($"The suggestions answered {answer.Status}.");
    }

    private static async Task<double> ReadAsync(DbConnection connection, long[] runs)
    {
        var started = Stopwatch.GetTimestamp();
        await using var command = connection.CreateCommand();
        var parts = runs.Select((run, i) => string.Create(CultureInfo.InvariantCulture, $"SELECT sequence FROM (SELECT sequence FROM insight_runs WHERE run = {run} ORDER BY sequence DESC LIMIT {MatterIndex.Deepest}) r{i}"));
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT sequence, count(*) AS n FROM ({string.Join(" UNION ALL ", parts)}) hits GROUP BY sequence ORDER BY n DESC, sequence DESC LIMIT {IMatterIndex.Most}");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            _ = reader.GetInt64(0);
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
