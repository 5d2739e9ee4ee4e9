using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Ledger;
using Fengqiao.Cases.Listing;
using Fengqiao.Cases.Searching;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Search;
using Fengqiao.Web.Navigation;

namespace Fengqiao.Cases.Features.SearchCases;

/// <summary>
/// One box for everything: a case number or its last digits, words, a place, a unit, a telephone number. The exact number comes first, then
/// what ends so, then cases whose title holds the words, then the newest.
/// </summary>
internal sealed class SearchCasesHandler(
    CaseLedger ledger, LedgerFeed feed, CaseFinder finder, TextSearch search, NameSearch names, PhoneSearch phones, CasePresenter presenter, Kernel.CountyClock clock, CurrentActor current)
{
    private const int Shown = 20;

    /// <summary>Among so many of the newest, those with the words in the title are put first.</summary>
    private const int Ranked = 60;

    private const int SnippetLength = 110;

    public async Task<Result<SearchResult>> HandleAsync(string words, CancellationToken ct)
    {
        var text = words.Trim();
        var terms = CharacterPairs.Terms(text);
        await feed.RefreshAsync(ct);
        var seen = new LedgerQuery(new Sight(current.Actor));
        var now = clock.UtcNow;
        var found = new List<(Case Case, FoundBy By)>();
        var asksForPhone = PhoneSearch.NumberIn(text);
        if (asksForPhone is not null && phones.IsAllowed)
        {
            var called = await phones.FindAsync(asksForPhone, Shown, ct);
            if (called.Failed(out var error))
            {
                return error;
            }

            found.AddRange(called.Value.Select(c => (c, FoundBy.Phone)));
        }

        if (NumberIn(text) is { } number)
        {
            var numbered = ledger.Page(seen with { Number = number }, LedgerSort.Newest, 0, Shown, now);
            found.AddRange((await finder.LoadAsync(numbered.Sequences, ct)).Select(c => (c, FoundBy.Number)));
        }

        var hits = terms.Count == 0 ? [] : await search.FindAsync(terms, ledger.Bits(seen, now), Ranked + 1, ct);
        var loaded = await finder.LoadAsync([.. hits.Take(Ranked)], ct);
        found.AddRange(loaded.OrderBy(c => TextSearch.Holds(terms, c.Title, "") ? 0 : 1).Select(c => (c, FoundBy.Text)));
        List<(Case Case, FoundBy By)> distinct = [.. found.DistinctBy(f => f.Case.Id)];
        return new SearchResult(
            [.. distinct.Take(Shown).Select(f => Show(f.Case, f.By, terms))],
            names.Places(text),
            names.Units(text),
            distinct.Count > Shown || hits.Count > Ranked ? Links.With("/cases", ("q", text)) : null,
            terms.Count == 0 && found.Count == 0,
            asksForPhone is not null);
    }

    private static NumberPattern? NumberIn(string text) =>
        CaseNumberText.IsBeginning(text) ? NumberPattern.Beginning(text[2..])
        : CaseNumberText.IsEnding(text) ? NumberPattern.Ending(text)
        : null;

    private FoundCase Show(Case c, FoundBy by, IReadOnlyList<string> terms) => new(
        presenter.Row(c), by, TextMarks.Of(c.Title, terms), TextMarks.Snippet(c.Description.ReplaceLineEndings(" "), terms, SnippetLength));
}
