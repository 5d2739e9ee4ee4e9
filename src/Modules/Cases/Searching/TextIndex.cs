using System.Data.Common;
using Fengqiao.Cases.Intake;
using Fengqiao.Cases.Ledger;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.Search;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Searching;

/// <summary>
/// Asks the full-text index which cases hold all pairs of characters of some terms. That all pairs occur does not say that they stand in a
/// row: longer terms are then compared with the text by <see cref="TextSearch"/>.
/// </summary>
internal sealed class TextIndex(FengqiaoDb db, DatabaseOptions database)
{
    /// <summary>
    /// How many of the newest candidates are looked at one by one on PostgreSQL before anything else: a GIN index answers rare words in a
    /// few milliseconds, but gives all hits of a common word (a quarter of a second at a million cases) when twenty are wanted.
    /// </summary>
    public int FirstLook { get; init; } = 1_000;

    /// <summary>At most so many are looked at one by one; beyond, the index is quicker however common the word.</summary>
    public int MostLooks { get; init; } = 12_000;

    /// <summary>Below so many cases PostgreSQL's index is asked for all at once: it gives all hits of any word in a few milliseconds.</summary>
    public int Few { get; init; } = 50_000;

    /// <summary>Cases that hold the pairs, newest first, in groups; as few as the caller takes.</summary>
    /// <param name="terms">Folded, of two or more characters.</param>
    /// <param name="candidates">The cases that may be found.</param>
    /// <param name="wanted">How many the caller is likely to take.</param>
    public IAsyncEnumerable<IReadOnlyList<int>> HitsAsync(IReadOnlyList<string> terms, SequenceBits candidates, int wanted, CancellationToken ct)
    {
        var pairs = terms.SelectMany(t => Enumerable.Range(0, t.Length - 1).Select(i => t.Substring(i, 2))).Distinct();
        return database.Kind == DatabaseKind.Postgres ? PostgresAsync(string.Join(" & ", pairs.Select(p => $"'{p}'")), candidates, wanted, ct)
            : SqliteAsync(string.Join(" AND ", pairs.Select(p => $"\"{p}\"")), candidates, ct);
    }

    /// <summary>FTS5 walks its lists from the newest down and stops when nobody reads on.</summary>
    private async IAsyncEnumerable<IReadOnlyList<int>> SqliteAsync(
        string match, SequenceBits candidates, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        const int group = 64;
        await using var command = await CommandAsync(
            $"SELECT rowid FROM {CaseIntake.SearchIndex} WHERE {CaseIntake.SearchIndex} MATCH @match ORDER BY rowid DESC", ct, ("match", match));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var hits = new List<int>(group);
        while (await reader.ReadAsync(ct))
        {
            var sequence = (int)reader.GetInt64(0);
            if (candidates[sequence])
            {
                hits.Add(sequence);
            }

            if (hits.Count == group)
            {
                yield return hits;
                hits = new List<int>(group);
            }
        }

        yield return hits;
    }

    /// <summary>
    /// Reads down from the newest as long as that is the shorter way to as many as are wanted, going by how many of those read were hits;
    /// what is left is asked of the index.
    /// </summary>
    private async IAsyncEnumerable<IReadOnlyList<int>> PostgresAsync(
        string match, SequenceBits candidates, int wanted, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        using var newest = candidates.Descending().GetEnumerator();
        var (oldest, read, found) = (int.MaxValue, 0, 0);
        for (var step = candidates.Largest < Few ? 0 : FirstLook; step > 0; step = NextLook(read, found, wanted))
        {
            var looked = new List<long>(step);
            while (looked.Count < step && newest.MoveNext())
            {
                looked.Add(newest.Current);
            }

            if (looked.Count == 0)
            {
                yield break;
            }

            oldest = (int)looked[^1];
            // OFFSET 0 keeps the planner from asking the index after all.
            var there = await ReadAsync(
                $"SELECT sequence FROM (SELECT sequence, grams FROM {CaseIntake.SearchIndex} WHERE sequence = ANY(@looked) OFFSET 0) c WHERE grams @@ @match::tsquery ORDER BY sequence DESC",
                ct, ("looked", looked.ToArray()), ("match", match));
            (read, found) = (read + looked.Count, found + there.Count);
            yield return there;
        }

        var hits = await ReadAsync(
            $"SELECT sequence FROM {CaseIntake.SearchIndex} WHERE grams @@ @match::tsquery AND sequence < @oldest ORDER BY sequence DESC",
            ct, ("match", match), ("oldest", (long)oldest));
        foreach (var group in hits.Where(s => candidates[s]).Chunk(256))
        {
            yield return group;
        }
    }

    /// <summary>How many more to look at one by one; 0 when the index is the shorter way.</summary>
    private int NextLook(int read, int found, int wanted)
    {
        if (found == 0 || read >= MostLooks)
        {
            return 0;
        }

        // A quarter more than the share of hits promises, since hits do not lie evenly.
        var need = (long)Math.Max(wanted - found, 1) * read * 5 / 4 / found;
        return read + need > MostLooks ? 0 : (int)Math.Max(need, FirstLook);
    }

    private async Task<List<int>> ReadAsync(string sql, CancellationToken ct, params (string Name, object Value)[] parameters)
    {
        await using var command = await CommandAsync(sql, ct, parameters);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var sequences = new List<int>();
        while (await reader.ReadAsync(ct))
        {
            sequences.Add((int)reader.GetInt64(0));
        }

        return sequences;
    }

    private async Task<DbCommand> CommandAsync(string sql, CancellationToken ct, params (string Name, object Value)[] parameters)
    {
        await db.Database.OpenConnectionAsync(ct);
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
