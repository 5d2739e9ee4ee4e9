using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;

namespace Fengqiao.Cases.Ledger;

/// <summary>
/// Which cases are meant, in the terms of the ledger; every part left null lets all through. <see cref="Among"/> is the only way to lines,
/// and it never leaves out who asks.
/// </summary>
internal sealed record LedgerQuery(Sight Sight)
{
    public IReadOnlyCollection<CaseState>? States { get; init; }

    public Channel? Channel { get; init; }

    /// <summary>A category and all below it.</summary>
    public string? Category { get; init; }

    public bool WithoutCategory { get; init; }

    /// <summary>Regions of which one contains the place. Empty: none does.</summary>
    public IReadOnlyList<RegionCode>? Places { get; init; }

    /// <summary>A further narrowing of the place.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>The place is <see cref="Region"/> itself; nothing narrower is known.</summary>
    public bool IsRegionExact { get; init; }

    /// <summary>Regions of which one contains the desk.</summary>
    public IReadOnlyList<RegionCode>? Desks { get; init; }

    /// <summary>Lead units.</summary>
    public IReadOnlyList<Guid>? Units { get; init; }

    /// <summary>A further narrowing of the lead unit.</summary>
    public Guid? Unit { get; init; }

    public bool? Late { get; init; }

    /// <summary>Half-open bounds of the closing limit; cases without one lie outside.</summary>
    public (DateTime From, DateTime To)? Due { get; init; }

    public DateOnly? FromDay { get; init; }

    /// <summary>Inclusive.</summary>
    public DateOnly? ToDay { get; init; }

    public NumberPattern? Number { get; init; }

    /// <summary>The same, narrowed to states as well; no state may be left.</summary>
    public LedgerQuery In(params IReadOnlyCollection<CaseState> states) => this with { States = States is null ? states : [.. States.Intersect(states)] };

    /// <summary>Looks at every case that is meant, newest first, until <paramref name="look"/> says it has seen enough.</summary>
    public void Among(CaseLedger.Pages pages, DateTime nowUtc, Look look)
    {
        var sight = Sight.In(pages);
        var test = new Test(this, pages, nowUtc.Ticks);
        if (test.IsHopeless || sight.IsBlind)
        {
            return;
        }

        // From the smallest set that holds all that can fit.
        if (States is not null && States.All(CaseStates.Open.Contains))
        {
            for (var i = pages.Open.Count - 1; i >= 0; i--)
            {
                if (!Try(pages.Open[i]))
                {
                    return;
                }
            }
        }
        else if (sight.Own is { } own && !sight.SeesAreas)
        {
            foreach (var sequence in own.Descending())
            {
                if (!Try(sequence))
                {
                    return;
                }
            }
        }
        else
        {
            for (var sequence = pages.Largest; sequence > 0; sequence--)
            {
                if (!Try(sequence))
                {
                    return;
                }
            }
        }

        bool Try(int sequence)
        {
            if (sequence > pages.Largest)
            {
                return true;
            }

            ref readonly var line = ref pages[sequence];
            return line.Version == 0 || !test.Fits(in line) || !sight.Sees(sequence, in line) || look(sequence, in line);
        }
    }

    /// <returns>False when enough was seen.</returns>
    internal delegate bool Look(int sequence, in LedgerLine line);

    /// <summary>The query in the numbers of the code books.</summary>
    private sealed class Test
    {
        private readonly long _now;
        private readonly uint _states = uint.MaxValue;
        private readonly int _channel = -1;
        private readonly bool[]? _categories;
        private readonly bool _withoutCategory;
        private readonly bool[]? _places;
        private readonly bool[]? _region;
        private readonly bool[]? _desks;
        private readonly bool[]? _units;
        private readonly int _unit = -2;
        private readonly bool? _late;
        private readonly (long From, long To)? _due;
        private readonly Func<LedgerLine, bool>? _number;
        private readonly int _fromDay;
        private readonly int _toDay = int.MaxValue;

        public Test(LedgerQuery query, CaseLedger.Pages pages, long now)
        {
            _now = now;
            _late = query.Late;
            _withoutCategory = query.WithoutCategory;
            if (query.States is { } states)
            {
                _states = states.Aggregate(0u, (bits, state) => bits | (1u << (int)state));
            }

            _channel = query.Channel is { } channel ? (int)channel : -1;
            _categories = query.Category is { } category ? pages.Categories.Where(c => c.StartsWith(category, StringComparison.Ordinal)) : null;
            _places = query.Places is { } places ? pages.Places.Where(p => places.Any(r => Within(r, p))) : null;
            _region = query.Region is { } region ? pages.Places.Where(p => query.IsRegionExact ? p == region.Value : Within(region, p)) : null;
            _desks = query.Desks is { } desks ? pages.Places.Where(p => desks.Any(r => Within(r, p))) : null;
            _units = query.Units is { } units ? pages.Units.Where(units.Contains) : null;
            _unit = query.Unit is { } unit ? pages.Units.Find(unit) : -2;
            _due = query.Due is var (from, to) ? (from.Ticks, to.Ticks) : null;
            _number = query.Number?.In(pages.Places);
            _fromDay = query.FromDay is { } first ? LedgerLine.DayOf(first) : 0;
            _toDay = query.ToDay is { } last ? LedgerLine.DayOf(last) : int.MaxValue;
        }

        /// <summary>Nothing can fit: a unit that never had a case, a state that is no state.</summary>
        public bool IsHopeless => _states == 0 || _unit == -1;

        public bool Fits(in LedgerLine line) =>
            (_states & (1u << line.StateCode)) != 0
            && (_channel < 0 || line.ChannelCode == _channel)
            && (!_withoutCategory || line.Category < 0)
            && (_categories is null || (line.Category >= 0 && _categories[line.Category]))
            && (_places is null || _places[line.Place])
            && (_region is null || _region[line.Place])
            && (_desks is null || _desks[line.Desk])
            && (_units is null || (line.Unit >= 0 && _units[line.Unit]))
            && (_unit < 0 || line.Unit == _unit)
            && line.ReceivedDay >= _fromDay && line.ReceivedDay <= _toDay
            && (_late is not { } late || line.IsLate(_now) == late)
            && (_due is not var (from, to) || (line.DueTicks != 0 && line.DueTicks >= from && line.DueTicks < to))
            && (_number is null || _number(line));

        private static bool Within(RegionCode region, string place) => !region.IsEmpty && place.StartsWith(region.Value, StringComparison.Ordinal);
    }
}
