using Fengqiao.Cases.Domain;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;

namespace Fengqiao.Cases.Ledger;

/// <summary>
/// <see cref="Storage.CaseAccess.Visible"/> in the terms of the ledger: areas, units, what one took in oneself and where one is named. A property test holds the
/// two equal, and no case is shown that <c>Visible</c> has not let through as well.
/// </summary>
internal sealed class Sight
{
    private readonly bool _reads;
    private readonly string _account;
    private readonly IReadOnlyList<Guid> _units;
    private readonly IReadOnlyList<RegionCode> _areas;
    private readonly IReadOnlyList<RegionCode> _sensitive;

    public Sight(Actor actor)
    {
        _reads = actor.Can(Rights.CasesRead) || actor.Can(Rights.CasesReadArea);
        _account = actor.Account;
        _units = [.. actor.PostsWith(Rights.CasesRead).Select(p => p.UnitId).Distinct()];
        _areas = [.. actor.PostsWith(Rights.CasesReadArea).Select(p => p.Region).Where(r => !r.IsEmpty).Distinct()];
        _sensitive = [.. Storage.CaseAccess.SensitiveAreas(actor).Where(r => !r.IsEmpty).Distinct()];
    }

    public Eyes In(CaseLedger.Pages pages)
    {
        if (!_reads)
        {
            return new Eyes(null, null, null, null);
        }

        var places = Within(_areas, pages);
        var sensitive = Within(_sensitive, pages);
        SequenceSet[] sets = [.. _units.Select(pages.OfUnit).Append(pages.TakenInBy(_account)).OfType<SequenceSet>().Where(s => s.Count > 0)];
        var named = pages.ReadBy(_account) is { Count: > 0 } read ? BitsOf([read], pages.Largest) : null;
        return new Eyes(places, sensitive, BitsOf(sets, pages.Largest), named);
    }

    private static bool[]? Within(IReadOnlyList<RegionCode> areas, CaseLedger.Pages pages) =>
        areas.Count == 0 ? null : pages.Places.Where(place => areas.Any(area => place.StartsWith(area.Value, StringComparison.Ordinal)));

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
    /// <param name="sensitive">The same for areas of which sensitive cases are seen too.</param>
    /// <param name="own">What is seen without regard to its place; null when there is none.</param>
    /// <param name="named">The restricted cases in which one is named; null when there is none.</param>
    internal readonly struct Eyes(bool[]? places, bool[]? sensitive, SequenceBits? own, SequenceBits? named)
    {
        public bool IsBlind => places is null && own is null && named is null;

        /// <summary>All that can be seen, where no area is; null where the whole ledger has to be walked.</summary>
        public SequenceBits? Few => places is not null || (own is not null && named is not null) ? null : own ?? named;

        public bool Sees(int sequence, in LedgerKey key) => key.Secrecy switch
        {
            CaseSecrecy.Ordinary => (places is not null && places[key.Place]) || IsOwn(sequence),
            CaseSecrecy.Sensitive => (sensitive is not null && sensitive[key.Place]) || IsOwn(sequence),
            _ => named is not null && named[sequence],
        };

        /// <summary>
        /// How many cases are seen, without looking at each: the ordinary ones of the areas, and of one's own what lies elsewhere. Those that are
        /// not ordinary are few, and each is looked at.
        /// </summary>
        public int Count(CaseLedger.Pages pages)
        {
            var count = 0;
            for (var place = 0; place < places?.Length; place++)
            {
                count += places[place] ? pages.OrdinaryAt(place) : 0;
            }

            foreach (var sequence in own?.Descending() ?? [])
            {
                count += sequence <= pages.Largest && pages.KeyOf(sequence) is { Secrecy: CaseSecrecy.Ordinary } key && key.StateCode != LedgerKey.Absent && places?[key.Place] != true ? 1 : 0;
            }

            for (var i = 0; i < pages.Guarded.Count; i++)
            {
                count += Sees(pages.Guarded[i], pages.KeyOf(pages.Guarded[i])) ? 1 : 0;
            }

            return count;
        }

        private bool IsOwn(int sequence) => own is not null && own[sequence];
    }
}
