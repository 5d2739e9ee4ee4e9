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
    private static readonly (Fate Fate, double Weight)[] Table =
    [
        (Fate.Closed, 570), (Fate.ClosedLate, 34), (Fate.Withdrawn, 8), (Fate.WithdrawnAfterDispatch, 7), (Fate.Refused, 22), (Fate.Merged, 24),
        (Fate.ReturnedThenClosed, 34), (Fate.ReturnRefusedThenClosed, 14), (Fate.SentBackThenClosed, 36), (Fate.UnsolvedThenClosed, 18),
        (Fate.ClosedUnsolved, 14), (Fate.ReopenedThenClosed, 12),
        (Fate.OpenRegistered, 18), (Fate.OpenDispatched, 16), (Fate.OpenSigned, 14), (Fate.OpenHandling, 34), (Fate.OpenSubmitted, 14),
        (Fate.OpenVerified, 14), (Fate.OpenCalledBack, 4), (Fate.OpenReturnRequested, 6), (Fate.OpenReturned, 4), (Fate.OpenFinal, 4),
        (Fate.OpenSentBack, 8), (Fate.OpenUnsolved, 4), (Fate.OpenReopened, 6),
        (Fate.OverdueDispatched, 3), (Fate.OverdueSigned, 5), (Fate.OverdueHandling, 15), (Fate.OverdueSubmitted, 4),
    ];

    private static readonly double[] Weights = [.. Table.Select(row => row.Weight)];

    public static Fate Draw(Dice dice, bool isQuestion) =>
        isQuestion && dice.Chance(0.5) ? Fate.Answered : Table[dice.PickIndex(Weights)].Fate;

    public static bool IsOpen(this Fate fate) => fate >= Fate.OpenRegistered;

    public static bool IsOverdue(this Fate fate) => fate >= Fate.OverdueDispatched;
}
