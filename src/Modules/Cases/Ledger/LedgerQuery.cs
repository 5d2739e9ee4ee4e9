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

    /// <summary>Nothing is left out but what the actor may not see.</summary>
    public bool IsWhole => this == new LedgerQuery(Sight);

    /// <summary>Looks at every case that is meant, newest first, until <paramref name="look"/> says it has seen enough.</summary>
    public void Among(CaseLedger.Pages pages, DateTime nowUtc, Look look)
    {
        var sight = Sight.In(pages);
        var test = new LedgerTest(this, pages, nowUtc.Ticks);
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
        else if (sight.Few is { } few)
        {
            foreach (var sequence in few.Descending())
            {
                if (!Try(sequence))
                {
                    return;
                }
            }
        }
        else
        {
            Walk();
        }

        bool Try(int sequence) =>
            sequence > pages.Largest || !test.Fits(pages.KeyOf(sequence)) || !sight.Sees(sequence, pages.KeyOf(sequence))
            || !test.FitsCloser(in pages[sequence]) || look(sequence, in pages[sequence]);

        void Walk()
        {
            for (var chunk = pages.Chunks - 1; chunk >= 0; chunk--)
            {
                var keys = pages.KeysOf(chunk);
                var lines = pages.LinesOf(chunk);
                var first = chunk * CaseLedger.Pages.ChunkLength;
                for (var i = keys.Length - 1; i >= 0; i--)
                {
                    ref readonly var key = ref keys[i];
                    if (test.Fits(in key) && sight.Sees(first + i, in key) && test.FitsCloser(in lines[i]) && !look(first + i, in lines[i]))
                    {
                        return;
                    }
                }
            }
        }
    }

    /// <returns>False when enough was seen.</returns>
    internal delegate bool Look(int sequence, in LedgerLine line);
}
