using Fengqiao.Kernel;
using Fengqiao.Cases.Domain;

namespace Fengqiao.Cases.Ledger;

/// <summary>The order of a list. What is equal stands in the order of arrival.</summary>
internal sealed record LedgerSort(string Name, bool Descending)
{
    private const string Arrival = "registered";

    public static readonly LedgerSort Newest = new(Arrival, Descending: true);

    public static IReadOnlyList<string> Names { get; } = ["received", Arrival, "due", "updated", "number", "place"];

    /// <param name="sort">A name, with a leading minus for descending order.</param>
    public static Result<LedgerSort> From(string? sort)
    {
        if (string.IsNullOrEmpty(sort))
        {
            return Newest;
        }

        var name = sort.TrimStart('-');
        return Names.Contains(name) ? new LedgerSort(name, sort.StartsWith('-')) : CaseErrors.UnknownCode("sort", sort);
    }

    /// <summary>True when the newest come first, which is how cases are looked at anyway.</summary>
    public bool IsNewestFirst => this == Newest;

    /// <summary>A key whose ascending order is the order wanted; ties by <see cref="TieOf"/>.</summary>
    public Func<int, LedgerLine, long> KeyIn(CaseLedger.Pages pages)
    {
        long sign = Descending ? -1 : 1;
        var ranks = Name is "place" or "number" ? RanksOf(pages.Places) : [];
        return Name switch
        {
            "received" => (_, line) => sign * line.ReceivedTicks,
            // Those without a limit come last either way: they are not what somebody who sorts by limits looks for.
            "due" => (_, line) => line.DueTicks == 0 ? long.MaxValue : sign * line.DueTicks,
            "updated" => (_, line) => sign * line.UpdatedTicks,
            "number" => (_, line) => sign * (((long)line.RegisteredDay << 46) + ((long)ranks[line.Place].County << 28) + line.Serial),
            "place" => (_, line) => sign * ranks[line.Place].Place,
            _ => (_, _) => 0,
        };
    }

    public int TieOf(int sequence) => Descending ? -sequence : sequence;

    /// <summary>Where each place stands among all, and the county of each among the counties.</summary>
    private static (int Place, int County)[] RanksOf(CodeBook<string> places)
    {
        var codes = Enumerable.Range(0, places.Count).Select(i => places[i]).ToList();
        var byPlace = RankOf(codes);
        var byCounty = RankOf(codes.Select(CountyOf));
        return [.. codes.Select(code => (byPlace[code], byCounty[CountyOf(code)]))];

        static string CountyOf(string code) => code.Length > 6 ? code[..6] : code;
        static Dictionary<string, int> RankOf(IEnumerable<string> texts) =>
            texts.Distinct().Order(StringComparer.Ordinal).Select((text, rank) => (text, rank)).ToDictionary(t => t.text, t => t.rank, StringComparer.Ordinal);
    }
}
