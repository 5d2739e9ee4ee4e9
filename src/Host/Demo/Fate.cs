namespace Fengqiao.Host.Demo;

/// <summary>How far a case gets, and what goes wrong on the way.</summary>
internal enum Fate
{
    Closed, ClosedLate, Answered, Refused, Merged, Withdrawn, WithdrawnAfterDispatch,
    ReturnedThenClosed, ReturnRefusedThenClosed, SentBackThenClosed, UnsolvedThenClosed, ClosedUnsolved, ReopenedThenClosed,
    OpenRegistered, OpenDispatched, OpenSigned, OpenHandling, OpenSubmitted, OpenVerified, OpenCalledBack, OpenReturnRequested,
    OpenReturned, OpenFinal, OpenSentBack, OpenUnsolved, OpenReopened,
    OverdueDispatched, OverdueSigned, OverdueHandling, OverdueSubmitted,
}

internal static class Fates
{
    /// <summary>
    /// What stands on the desks of the demo accounts in any case: a few of each kind, so that every pile and every move can be tried. All other open
    /// cases are open because the present cut their course, so that piles are as high as a county's.
    /// </summary>
    public static readonly (Fate Fate, int Count)[] OnShow =
    [
        (Fate.OpenHandling, 7), (Fate.OpenDispatched, 3), (Fate.OpenSubmitted, 3), (Fate.OpenVerified, 3), (Fate.OpenReturnRequested, 3), (Fate.OpenRegistered, 3),
        (Fate.OpenSigned, 3), (Fate.OpenCalledBack, 2), (Fate.OverdueHandling, 2), (Fate.OpenSentBack, 2), (Fate.OpenReopened, 2), (Fate.OpenReturned, 1),
        (Fate.OpenFinal, 1), (Fate.OpenUnsolved, 1), (Fate.OverdueDispatched, 1), (Fate.OverdueSigned, 1), (Fate.OverdueSubmitted, 1),
    ];

    private static readonly (Fate Fate, double Weight)[] Table =
    [
        (Fate.Closed, 780), (Fate.ClosedLate, 25), (Fate.Withdrawn, 9), (Fate.WithdrawnAfterDispatch, 8), (Fate.Refused, 20),
        (Fate.ReturnedThenClosed, 34), (Fate.ReturnRefusedThenClosed, 12), (Fate.SentBackThenClosed, 38), (Fate.UnsolvedThenClosed, 20),
        (Fate.ClosedUnsolved, 22), (Fate.ReopenedThenClosed, 14),
    ];

    private static readonly double[] Weights = [.. Table.Select(row => row.Weight)];

    public static Fate Draw(Dice dice, bool isQuestion)
    {
        if (isQuestion && dice.Chance(0.5))
            return Fate.Answered;
        var fate = Table[dice.PickIndex(Weights)].Fate;
        // A question is answered or handled; there is nothing to refuse.
        return isQuestion && fate == Fate.Refused ? Fate.Closed : fate;
    }

    public static bool IsOpen(this Fate fate) => fate >= Fate.OpenRegistered;

    public static bool IsOverdue(this Fate fate) => fate >= Fate.OverdueDispatched;
}
