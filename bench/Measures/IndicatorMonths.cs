using System.Diagnostics;
using System.Globalization;
using Fengqiao.Bench.Load;
using Fengqiao.Bench.Many;
using Fengqiao.Bench.Processes;

namespace Fengqiao.Bench.Measures;

/// <summary>
/// All indicators of any month, by town and by unit, with a million cases of five years: asked over HTTP by one client. Beside it the bare rows of the
/// same month, read from the same store and thrown away; and how long after its start the server had counted the million from the beginning.
/// </summary>
internal static class IndicatorMonths
{
    private const int Cases = 1_000_000;
    private const int Goal = 300;
    private const int Warm = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    public static async Task<Table> RunAsync(Ground ground)
    {
        await ManyCases.FillAsync(ground.County, Cases);
        await ExecuteAsync(ground.County, "DELETE FROM assessment_cells", "DELETE FROM assessment_facts", "DELETE FROM job_runs WHERE job = 'indicator-count'");
        var token = await Server.TokenAsync(ground.County, "leader");
        await using var server = await Server.StartProductAsync(ground.County);
        var counting = await WaitAsync(ground.County);
        var (facts, cells) = (await ground.County.CountAsync("SELECT count(*) FROM assessment_facts"), await ground.County.CountAsync("SELECT count(*) FROM assessment_cells"));
        if (facts != Cases)
        {
            throw new InvalidOperationException($"Of {Cases} cases {facts} were counted.");
        }

        var table = new Table($"indicators on {ground.Kind}", "what", "p50 ms", "p95 ms", "bare rows p50 ms", "× bare rows", "goal p95 ms");
        using var client = await RawClient.ConnectAsync(server.Port);
        var worst = 0.0;
        foreach (var by in (string[])["town", "unit"])
        {
            var (product, bare) = (new List<double>(), new List<double>());
            var random = new Random(20261123);
            for (var i = 0; i < Warm + ground.Options.Pages; i++)
            {
                var month = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddMonths(-random.Next(1, 60));
                var (asked, read) = (await AskAsync(client, token, month, by), await ReadAsync(ground.County, month));
                if (i >= Warm)
                {
                    product.Add(asked);
                    bare.Add(read);
                }
            }

            product.Sort();
            bare.Sort();
            var (p50, p95, rows) = (product[product.Count / 2], product[(int)(product.Count * 0.95)], bare[bare.Count / 2]);
            table.Add($"all indicators of a month by {by}", p50, p95, rows, p50 / rows, Goal);
            worst = Math.Max(worst, p95);
        }

        table.Conclude(string.Create(
            CultureInfo.InvariantCulture,
            $"indicators on {ground.Kind}: **p95 {worst:F0} ms** at {Cases:N0} cases in {cells:N0} sums, goal {Goal} ms; counted from the beginning {counting:F0} s after the start; {server.Process.Memory().Peak / 1e6:F0} MB at most."));
        return table;
    }

    private static async Task<double> AskAsync(RawClient client, string token, DateOnly month, string by)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await client.SendAsync(RawClient.Get(string.Create(CultureInfo.InvariantCulture, $"/api/v1/indicators?month={month:yyyy-MM}&by={by}"), $"Accept: application/json\r\nAuthorization: Bearer {token}\r\n"));
        return answer.Status == 200 ? Stopwatch.GetElapsedTime(started).TotalMilliseconds : throw new InvalidOperationException($"The indicators answered {answer.Status}.");
    }

    /// <summary>What the product has to read at least: the sums of the month, of the month before and of a year ago.</summary>
    private static async Task<double> ReadAsync(County county, DateOnly month)
    {
        await using var connection = county.Open();
        await connection.OpenAsync();
        var started = Stopwatch.GetTimestamp();
        foreach (var one in (DateOnly[])[month, month.AddMonths(-1), month.AddMonths(-12)])
        {
            await using var command = connection.CreateCommand();
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT place, unit_id, counts FROM assessment_cells WHERE month = {(one.Year * 100) + one.Month}");
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                _ = (reader.GetString(0), reader.GetValue(1), reader.GetString(2));
            }
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task ExecuteAsync(County county, params string[] statements)
    {
        await using IRowSink sink = county.Database is { } database ? await PostgresSink.OpenAsync(database) : await SqliteSink.OpenAsync(county.File);
        foreach (var sql in statements)
        {
            await sink.ExecuteAsync(sql);
        }

        await sink.FinishAsync();
    }

    /// <returns>Seconds from the start of the server to the end of the job's first run, of which up to fifteen are its waiting for its turn.</returns>
    private static async Task<double> WaitAsync(County county)
    {
        var from = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(from) < Patience)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
            if (await county.CountAsync("SELECT count(*) FROM job_runs WHERE job = 'indicator-count'") > 0)
            {
                return TimeProvider.System.GetElapsedTime(from).TotalSeconds;
            }
        }

        throw new TimeoutException("The job did not end.");
    }
}
