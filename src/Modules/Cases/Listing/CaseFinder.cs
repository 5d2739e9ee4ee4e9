using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Ledger;
using Fengqiao.Cases.Searching;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Search;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Listing;

/// <param name="Sequences">Of the page, in the order of the list.</param>
/// <param name="IsCapped">There are more than <paramref name="Total"/>.</param>
internal sealed record FoundCases(IReadOnlyList<int> Sequences, int Total, bool IsCapped);

/// <summary>Pages of the cases that fit a filter: out of the ledger, and where words are looked for, through the full-text index.</summary>
internal sealed class CaseFinder(CaseLedger ledger, LedgerFeed feed, CaseQuery query, TextSearch search, CaseAccess access, CountyClock clock, CurrentActor current)
{
    /// <summary>
    /// Of what words find, so many are listed and counted; who has more hits narrows the search. Fewer where there are many cases, as each
    /// hit of a longer word costs reading its text.
    /// </summary>
    private int MostHits => ledger.Largest > 100_000 ? 500 : 10_000;

    public async Task<Result<FoundCases>> FindAsync(CaseFilter filter, LedgerSort sort, int skip, int take, CancellationToken ct)
    {
        await feed.RefreshAsync(ct);
        var meant = query.Read(filter, current.Actor);
        if (meant.Failed(out var error))
        {
            return error;
        }

        if (string.IsNullOrWhiteSpace(filter.Q))
        {
            var page = ledger.Page(meant.Value, sort, skip, take, clock.UtcNow);
            return new FoundCases(page.Sequences, page.Total, IsCapped: false);
        }

        var most = MostHits;
        var hits = await HitsAsync(meant.Value, filter.Q, most + 1, ct);
        if (hits.Failed(out error))
        {
            return error;
        }

        var counted = hits.Value.Count > most ? hits.Value.GetRange(0, most) : hits.Value;
        var sorted = sort.IsNewestFirst ? counted : ledger.Order(counted, sort);
        return new FoundCases([.. sorted.Skip(skip).Take(take)], counted.Count, counted.Count < hits.Value.Count);
    }

    /// <summary>Cases by their numbers in the order given, as far as the actor may see them.</summary>
    public async Task<List<Case>> LoadAsync(IReadOnlyList<int> sequences, CancellationToken ct)
    {
        if (sequences.Count == 0)
        {
            return [];
        }

        long[] wanted = [.. sequences.Select(s => (long)s)];
        var cases = await access.Visible(current.Actor).Where(c => wanted.Contains(c.Sequence)).ToDictionaryAsync(c => c.Sequence, ct);
        return [.. wanted.Select(s => cases.GetValueOrDefault(s)).OfType<Case>()];
    }

    /// <summary>
    /// What a case number or words of two or more characters find among the cases meant, newest first.
    /// </summary>
    public async Task<Result<List<int>>> HitsAsync(LedgerQuery meant, string words, int most, CancellationToken ct)
    {
        var text = words.Trim();
        if (CaseNumberText.IsBeginning(text))
        {
            var numbered = ledger.All(meant with { Number = NumberPattern.Beginning(text[2..]) }, clock.UtcNow);
            return numbered.Take(most).ToList();
        }

        var terms = CharacterPairs.Terms(text);
        return terms.Count == 0
            ? CaseErrors.QueryTooShort
            : await search.FindAsync(terms, ledger.Bits(meant, clock.UtcNow), most, ct);
    }
}
