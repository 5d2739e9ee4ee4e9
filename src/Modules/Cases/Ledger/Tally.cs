using Fengqiao.Cases.Domain;

namespace Fengqiao.Cases.Ledger;

/// <summary>How many cases have which value, counted in one walk over the ledger.</summary>
internal sealed class Tally
{
    private readonly int[] _states = new int[Enum.GetValues<CaseState>().Length];
    private readonly int[] _channels = new int[Enum.GetValues<Channel>().Length];
    private readonly Dictionary<string, int> _categories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, int> _units = [];
    private readonly SortedDictionary<DateOnly, int> _days = [];

    public int Total { get; private set; }

    public int Closed => _states[(int)CaseState.Closed];

    public int Open => CaseStates.Open.Sum(s => _states[(int)s]);

    /// <summary>Closed, the closing limit kept.</summary>
    public int InTime { get; private set; }

    /// <summary>Open, the closing limit missed.</summary>
    public int OverdueOpen { get; private set; }

    public IEnumerable<(CaseState State, int Count)> ByState => _states.Index().Where(s => s.Item > 0).Select(s => ((CaseState)s.Index, s.Item));

    public IEnumerable<(Channel Channel, int Count)> ByChannel => _channels.Index().Where(c => c.Item > 0).Select(c => ((Channel)c.Index, c.Item));

    /// <summary>By category as it is given to the case; "" for none.</summary>
    public IReadOnlyDictionary<string, int> ByCategory => _categories;

    /// <summary>By the place itself, grid or wider.</summary>
    public IReadOnlyDictionary<string, int> ByPlace => _places;

    /// <summary>By lead unit, without the cases that have none.</summary>
    public IReadOnlyDictionary<Guid, int> ByUnit => _units;

    /// <summary>By the day it was received, in order; days without a case are left out.</summary>
    public IReadOnlyDictionary<DateOnly, int> ByDay => _days;

    /// <param name="only">Counts these alone, of those the query means; null counts all.</param>
    public static Tally Of(CaseLedger ledger, LedgerQuery query, DateTime nowUtc, SequenceBits? only = null) => ledger.Ask(pages =>
    {
        var tally = new Tally();
        var categories = new int[pages.Categories.Count + 1];
        var places = new int[pages.Places.Count];
        var units = new int[pages.Units.Count];
        var days = new int[ushort.MaxValue + 1];
        query.Among(pages, nowUtc, (int sequence, in LedgerLine line) =>
        {
            if (only is null || only[sequence])
            {
                tally.Take(in line, nowUtc.Ticks);
                categories[line.Category + 1]++;
                places[line.Place]++;
                days[line.ReceivedDay]++;
                if (line.Unit >= 0)
                {
                    units[line.Unit]++;
                }
            }

            return true;
        });
        foreach (var (number, count) in categories.Index().Where(c => c.Item > 0))
        {
            tally._categories[number == 0 ? "" : pages.Categories[number - 1]] = count;
        }

        foreach (var (number, count) in places.Index().Where(p => p.Item > 0))
        {
            tally._places[pages.Places[number]] = count;
        }

        foreach (var (number, count) in units.Index().Where(u => u.Item > 0))
        {
            tally._units[pages.Units[number]] = count;
        }

        foreach (var (number, count) in days.Index().Where(d => d.Item > 0))
        {
            tally._days[LedgerLine.DayOf(number)] = count;
        }

        return tally;
    });

    private void Take(in LedgerLine line, long nowTicks)
    {
        Total++;
        _states[line.StateCode]++;
        _channels[line.ChannelCode]++;
        var late = line.IsLate(nowTicks);
        if (line.State == CaseState.Closed)
        {
            InTime += late ? 0 : 1;
        }
        else if (late && CaseStates.Open.Contains(line.State))
        {
            OverdueOpen++;
        }
    }
}
