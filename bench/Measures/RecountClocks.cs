using System.Data.Common;
using System.Globalization;
using Fengqiao.Bench.Many;
using Fengqiao.Bench.Processes;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Fengqiao.Bench.Measures;

/// <summary>
/// How long the job takes that counts the limits of open cases anew after a change of the calendar, by its own clock. All dispatched cases of
/// the county are opened and given a closing limit that no rule gives, so that each has to be counted and written: the worst change there is.
/// </summary>
internal static class RecountClocks
{
    private const int Open = 100_000;
    private const int GoalSeconds = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task<Table> RunAsync(Ground ground)
    {
        await ManyCases.FillAsync(ground.County, Open + (Open / 4));
        var open = await OpenAllAsync(ground.County);
        var table = new Table($"recount on {ground.Kind}", "open cases", "moved", "seconds", "cases/s", "goal s", "peak MB of the server");
        await using var product = await Server.StartProductAsync(ground.County);
        var (looked, moved, took) = await WaitAsync(ground.County);
        if (looked != open || moved != open)
        {
            throw new InvalidOperationException($"Of {open} open cases {looked} were looked at and {moved} moved.");
        }

        table.Add(looked, moved, took, looked / took, GoalSeconds, product.Process.Memory().Peak / 1e6);
        table.Conclude(string.Create(CultureInfo.InvariantCulture, $"recount on {ground.Kind}: **{looked:N0} open cases in {took:F1} s**, goal {GoalSeconds} s."));
        return table;
    }

    private static async Task<long> OpenAllAsync(County county)
    {
        await using DbConnection connection = county.Database is { } database
            ? new NpgsqlConnection(database + ";Pooling=false")
            : new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = county.File, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        foreach (var sql in (string[])
                 [
                     "UPDATE cases SET state = 'Handling', closed_utc = NULL, stopped_utc = NULL, signed_utc = dispatched_utc, close_due_utc = received_utc WHERE dispatched_utc IS NOT NULL",
                     $"UPDATE cases SET dispatched_utc = NULL WHERE sequence IN (SELECT sequence FROM cases WHERE dispatched_utc IS NOT NULL ORDER BY sequence LIMIT -1 OFFSET {Open})",
                     "DELETE FROM case_recounts",
                 ])
        {
            await using var command = connection.CreateCommand();
            command.CommandText = county.Database is null ? sql : sql.Replace("LIMIT -1 ", "", StringComparison.Ordinal);
            await command.ExecuteNonQueryAsync();
        }

        return await county.CountAsync("SELECT count(*) FROM cases WHERE dispatched_utc IS NOT NULL AND closed_utc IS NULL");
    }

    /// <summary>By the job's own note of when it began and ended.</summary>
    private static async Task<(long Looked, long Moved, double Seconds)> WaitAsync(County county)
    {
        var from = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(from) < Patience)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
            await using var connection = county.Open();
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT looked, moved, started_utc, ended_utc FROM case_recounts";
            await using var reader = await command.ExecuteReaderAsync();
            if (await reader.ReadAsync())
            {
                var seconds = (TableRows.TimeOf(reader.GetValue(3)) - TableRows.TimeOf(reader.GetValue(2))).TotalSeconds;
                return (reader.GetInt64(0), reader.GetInt64(1), seconds);
            }
        }

        throw new TimeoutException("The job did not end.");
    }
}
