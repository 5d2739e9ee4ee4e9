using System.Globalization;
using Fengqiao.Contracts.Insight;
using Fengqiao.Insight.Storage;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Insight.Same;

/// <summary>
/// Searches the index: of each run of a matter the newest cases that have it, and of those the ones that have most of them. What is asked for is
/// bounded, so a run that half of the county writes costs no more than a rare one, and a million cases little more than a thousand.
/// </summary>
internal sealed class MatterIndex(FengqiaoDb db, SketchSeal seal) : IMatterIndex
{
    /// <summary>Cases looked at for one run. A run that more cases have tells little: they are found by their other runs, or not at all.</summary>
    public const int Deepest = 400;

    /// <summary>No hash is this, but for one chance in 2⁶⁴.</summary>
    private const long NoRun = long.MinValue;

    /// <summary>
    /// One text whatever is asked, so that it is translated and planned once. Written out, since LINQ would make thirty-three nested queries of it and
    /// build them anew each time.
    /// </summary>
    private static readonly string Statement = string.Create(CultureInfo.InvariantCulture, $"""
        SELECT s.case_id AS "CaseId" FROM (
          SELECT sequence, count(*) AS shared FROM ({string.Join(" UNION ALL ", Enumerable.Range(0, MatterSketch.Most).Select(Newest))}) hits
          GROUP BY sequence ORDER BY shared DESC, sequence DESC LIMIT {IMatterIndex.Most}) likely
        JOIN insight_sketches s ON s.sequence = likely.sequence ORDER BY likely.shared DESC, likely.sequence DESC
        """);

    public async Task<IReadOnlyList<Guid>> FindAsync(string title, string text, CancellationToken ct)
    {
        var runs = seal.Of(title, text);
        if (runs.Length == 0)
        {
            return [];
        }

        // A matter with fewer runs asks for none more often: no case has it.
        object[] asked = [.. Enumerable.Range(0, MatterSketch.Most).Select(i => i < runs.Length ? (object)runs[i] : NoRun)];
        return (await db.Database.SqlQueryRaw<Found>(Statement, asked).ToListAsync(ct)).ConvertAll(f => f.CaseId);
    }

    public async Task<IReadOnlyList<PairedMatter>> PairedAsync(Guid caseId, CancellationToken ct) =>
        await db.Set<SamePair>().Where(p => p.NewerId == caseId || p.OlderId == caseId).OrderByDescending(p => p.Score).Take(IMatterIndex.Most)
            .Select(p => new PairedMatter(p.NewerId == caseId ? p.OlderId : p.NewerId, p.State)).ToListAsync(ct);

    private static string Newest(int i) => string.Create(
        CultureInfo.InvariantCulture, $"SELECT sequence FROM (SELECT sequence FROM insight_runs WHERE run = {{{i}}} ORDER BY sequence DESC LIMIT {Deepest}) r{i}");

    private sealed record Found(Guid CaseId);
}
