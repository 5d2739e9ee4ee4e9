using Fengqiao.Kernel;

namespace Fengqiao.Cases.Ledger;

/// <summary>A <see cref="LedgerQuery"/> in the numbers of the code books, made once for each walk.</summary>
internal sealed class LedgerTest
{
    private const uint AllStates = (1u << LedgerKey.Absent) - 1;

    private readonly long _now;
    private readonly uint _states = AllStates;
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
    private readonly bool _looksCloser;

    public LedgerTest(LedgerQuery query, CaseLedger.Pages pages, long now)
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
        _looksCloser = _desks is not null || _late is not null || _due is not null || _number is not null;
    }

    /// <summary>Nothing can fit: a unit that never had a case, a state that is no state.</summary>
    public bool IsHopeless => _states == 0 || _unit == -1;

    /// <summary>What can be said by the key. A case that fits has to be looked at closer as well.</summary>
    public bool Fits(in LedgerKey key) =>
        (_states & (1u << key.StateCode)) != 0
        && (_channel < 0 || key.ChannelCode == _channel)
        && (!_withoutCategory || key.Category < 0)
        && (_categories is null || (key.Category >= 0 && _categories[key.Category]))
        && (_places is null || _places[key.Place])
        && (_region is null || _region[key.Place])
        && (_units is null || (key.Unit >= 0 && _units[key.Unit]))
        && (_unit < 0 || key.Unit == _unit)
        && key.ReceivedDay >= _fromDay && key.ReceivedDay <= _toDay;

    /// <summary>What is left to say by the line.</summary>
    public bool FitsCloser(in LedgerLine line) => !_looksCloser || (
        (_desks is null || _desks[line.Desk])
        && (_late is not { } late || line.IsLate(_now) == late)
        && (_due is not var (from, to) || (line.DueTicks != 0 && line.DueTicks >= from && line.DueTicks < to))
        && (_number is null || _number(line)));

    private static bool Within(RegionCode region, string place) => !region.IsEmpty && place.StartsWith(region.Value, StringComparison.Ordinal);
}
