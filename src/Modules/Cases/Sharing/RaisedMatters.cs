using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Contracts.Cases;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Sharing;

/// <summary>Gives what was raised, with reporters told apart but not named: the keyed hash that finds them again stays here.</summary>
internal sealed class RaisedMatters(FengqiaoDb db) : IRaisedMatters
{
    /// <summary>So many are asked for at once: a statement has room for some thousand parameters.</summary>
    private const int Chunk = 500;

    public async Task<IReadOnlyList<RaisedMatter>> SinceAsync(DateTime fromUtc, int most, CancellationToken ct)
    {
        var cases = Open().Where(c => c.ReceivedUtc >= fromUtc).OrderByDescending(c => c.ReceivedUtc).ThenByDescending(c => c.Sequence).Take(most);
        return Told(await RowsAsync(cases, ct));
    }

    public async Task<IReadOnlyList<RaisedMatter>> OfAsync(IReadOnlyCollection<Guid> cases, CancellationToken ct)
    {
        var rows = new List<Row>();
        foreach (var some in cases.Chunk(Chunk))
        {
            rows.AddRange(await RowsAsync(Open().Where(c => some.Contains(c.Id)), ct));
        }

        return Told(rows);
    }

    private IQueryable<Case> Open() => db.Set<Case>().Where(c => c.Secrecy == CaseSecrecy.Ordinary);

    private Task<List<Row>> RowsAsync(IQueryable<Case> cases, CancellationToken ct) =>
        cases.Select(c => new Row(
                c.Id, c.Sequence, c.Title, c.Description, c.PeopleConcerned, c.Place, c.ReceivedUtc,
                db.Set<CasePerson>().Where(p => p.CaseId == c.Id && p.Role == PersonRole.Reporter).OrderBy(p => p.Id).Select(p => p.PhoneHash ?? p.ExternalHash).FirstOrDefault()))
            .ToListAsync(ct);

    private static List<RaisedMatter> Told(List<Row> rows)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        return [.. rows.OrderBy(r => r.ReceivedUtc).ThenBy(r => r.Sequence)
            .Select(r => new RaisedMatter(r.Id, PersonOf(r, known), r.Title, r.Description, r.PeopleConcerned, RegionCode.Parse(r.Place), r.ReceivedUtc))];
    }

    /// <summary>Whoever left neither number nor account may be anybody, so counts as somebody else each time.</summary>
    private static string PersonOf(Row row, Dictionary<string, string> known)
    {
        if (row.Reporter is not { } hash)
        {
            return row.Id.ToString("N");
        }

        if (!known.TryGetValue(hash, out var person))
        {
            known[hash] = person = known.Count.ToString(CultureInfo.InvariantCulture);
        }

        return person;
    }

    private sealed record Row(Guid Id, long Sequence, string Title, string Description, int PeopleConcerned, string Place, DateTime ReceivedUtc, string? Reporter);
}
