using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;

namespace Fengqiao.Cases.Ledger;

/// <summary>
/// <see cref="Storage.CaseAccess.Visible"/> in the terms of the ledger: areas, units and what one took in oneself. A property test holds the
/// two equal, and no case is shown that <c>Visible</c> has not let through as well.
/// </summary>
internal sealed class Sight
{
    private readonly bool _reads;
    private readonly string _account;
    private readonly IReadOnlyList<Guid> _units;
    private readonly IReadOnlyList<RegionCode> _areas;

    public Sight(Actor actor)
    {
        _reads = actor.Can(Rights.CasesRead) || actor.Can(Rights.CasesReadArea);
        _account = actor.Account;
        _units = [.. actor.PostsWith(Rights.CasesRead).Select(p => p.UnitId).Distinct()];
        _areas = [.. actor.PostsWith(Rights.CasesReadArea).Select(p => p.Region).Where(r => !r.IsEmpty).Distinct()];
    }

    public Eyes In(CaseLedger.Pages pages)
    {
        if (!_reads)
        {
            return new Eyes(null, null);
        }

        var places = _areas.Count == 0 ? null : pages.Places.Where(place => _areas.Any(area => place.StartsWith(area.Value, StringComparison.Ordinal)));
        SequenceSet[] sets = [.. _units.Select(pages.OfUnit).Append(pages.TakenInBy(_account)).OfType<SequenceSet>().Where(s => s.Count > 0)];
        return new Eyes(places, BitsOf(sets, pages.Largest));
    }

    private static SequenceBits? BitsOf(SequenceSet[] sets, int largest)
    {
        if (sets.Length == 0)
        {
            return null;
        }

        // A unit may be known of a case that the ledger has yet to read.
        var bits = new SequenceBits(Math.Max(largest, sets.Max(s => s[^1])));
        Array.ForEach(sets, bits.AddAll);
        return bits;
    }

    /// <param name="places">For each place whether it lies in an area that is seen; null when none is.</param>
    /// <param name="own">What is seen without regard to its place; null when there is none.</param>
    internal readonly struct Eyes(bool[]? places, SequenceBits? own)
    {
        public bool SeesAreas => places is not null;

        public bool IsBlind => places is null && own is null;

        public SequenceBits? Own => own;

        public bool Sees(int sequence, int place) => (places is not null && places[place]) || (own is not null && own[sequence]);

        /// <summary>How many cases are seen, without looking at each: those of the areas, and of one's own what lies elsewhere.</summary>
        public int Count(CaseLedger.Pages pages)
        {
            var count = 0;
            for (var place = 0; place < places?.Length; place++)
            {
                count += places[place] ? pages.CountAt(place) : 0;
            }

            foreach (var sequence in own?.Descending() ?? [])
            {
                count += sequence <= pages.Largest && pages.KeyOf(sequence) is var key && key.StateCode != LedgerKey.Absent && places?[key.Place] != true ? 1 : 0;
            }

            return count;
        }
    }
}
