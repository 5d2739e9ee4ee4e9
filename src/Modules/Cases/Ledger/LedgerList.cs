namespace Fengqiao.Cases.Ledger;

/// <param name="Sequences">Of the page, in the order of the list.</param>
/// <param name="Total">On all pages.</param>
internal sealed record LedgerPage(IReadOnlyList<int> Sequences, int Total);

/// <summary>Pages of lists out of the ledger. Counting all and finding the page is one walk, however far down the page lies.</summary>
internal static class LedgerList
{
    public static LedgerPage Page(this CaseLedger ledger, LedgerQuery query, LedgerSort sort, int skip, int take, DateTime nowUtc) =>
        ledger.Ask(pages => sort.IsNewestFirst ? Newest(pages, query, skip, take, nowUtc) : Sorted(pages, query, sort, skip, take, nowUtc));

    /// <summary>All that are meant, newest first.</summary>
    public static IReadOnlyList<int> All(this CaseLedger ledger, LedgerQuery query, DateTime nowUtc) => ledger.Ask(pages =>
    {
        var all = new List<int>();
        query.Among(pages, nowUtc, (int sequence, in LedgerLine _) =>
        {
            all.Add(sequence);
            return true;
        });
        return all;
    });

    /// <summary>The same as bits: a million cases in 125 KB.</summary>
    public static SequenceBits Bits(this CaseLedger ledger, LedgerQuery query, DateTime nowUtc) => ledger.Ask(pages =>
    {
        var bits = new SequenceBits(pages.Largest);
        query.Among(pages, nowUtc, (int sequence, in LedgerLine _) =>
        {
            bits.Add(sequence);
            return true;
        });
        return bits;
    });

    public static int Count(this CaseLedger ledger, LedgerQuery query, DateTime nowUtc) => ledger.Page(query, LedgerSort.Newest, 0, 0, nowUtc).Total;

    /// <summary>Some of the cases in the order of a list.</summary>
    public static IReadOnlyList<int> Order(this CaseLedger ledger, IReadOnlyList<int> sequences, LedgerSort sort) => ledger.Ask(pages =>
    {
        var key = sort.KeyIn(pages);
        return sequences.Select(s => (Key: key(s, pages[s]), Tie: sort.TieOf(s), Sequence: s)).Order().Select(k => k.Sequence).ToList();
    });

    private static LedgerPage Newest(CaseLedger.Pages pages, LedgerQuery query, int skip, int take, DateTime nowUtc)
    {
        // How many one sees in all is known without looking at each, and then the walk may end with the page.
        int? total = query.IsWhole ? query.Sight.In(pages).Count(pages) : null;
        var (page, seen) = (new List<int>(take), 0);
        query.Among(pages, nowUtc, (int sequence, in LedgerLine _) =>
        {
            if (seen >= skip && page.Count < take)
            {
                page.Add(sequence);
            }

            seen++;
            return total is null || page.Count < take;
        });
        return new LedgerPage(page, total ?? seen);
    }

    /// <summary>Keeps only as many as the page reaches down, the last of them on top, so that a million need not be sorted for twenty.</summary>
    private static LedgerPage Sorted(CaseLedger.Pages pages, LedgerQuery query, LedgerSort sort, int skip, int take, DateTime nowUtc)
    {
        var (key, most, seen) = (sort.KeyIn(pages), skip + take, 0);
        var first = new PriorityQueue<int, (long, int)>(Comparer<(long, int)>.Create(static (a, b) => b.CompareTo(a)));
        query.Among(pages, nowUtc, (int sequence, in LedgerLine line) =>
        {
            seen++;
            var at = (key(sequence, line), sort.TieOf(sequence));
            if (first.Count < most)
            {
                first.Enqueue(sequence, at);
            }
            else if (most > 0)
            {
                first.EnqueueDequeue(sequence, at);
            }

            return true;
        });
        var sorted = new int[first.Count];
        for (var i = sorted.Length - 1; i >= 0; i--)
        {
            sorted[i] = first.Dequeue();
        }

        return new LedgerPage([.. sorted.Skip(skip).Take(take)], seen);
    }
}
