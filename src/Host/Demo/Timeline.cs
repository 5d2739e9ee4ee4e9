namespace Fengqiao.Host.Demo;

/// <summary>A move and when it happened (UTC), before anybody has written what about it.</summary>
internal readonly record struct Beat(string Move, DateTime At);

/// <summary>
/// Lays the moves of a case out in time. A case begins when it is received and runs its course; what would lie after <paramref name="now"/> has not
/// happened yet. Only the few put on show are placed backwards, so that <paramref name="now"/> falls right after the last move of their fate.
/// </summary>
internal sealed class Timeline(DateTime now, Dice dice)
{
    private static readonly (string Move, double Share)[] Handling =
        [(DemoMoves.Dispatch, 0), (DemoMoves.Sign, 0.06), (DemoMoves.Contact, 0.11), (DemoMoves.Progress, 0.34)];
    private static readonly (string Move, double Share)[] Finish =
        [(DemoMoves.Submit, 0.72), (DemoMoves.Verify, 0.82), (DemoMoves.CallBack, 0.93), (DemoMoves.Close, 1)];
    private static readonly (string Move, double Share)[] Again =
        [(DemoMoves.Submit, 0.46), (DemoMoves.SendBack, 0.53), (DemoMoves.Progress, 0.63)];
    private static readonly (string Move, double Share)[] Unsolved =
        [(DemoMoves.Submit, 0.42), (DemoMoves.Verify, 0.48), (DemoMoves.CallBack, 0.55), (DemoMoves.SendBack, 0.58), (DemoMoves.Progress, 0.65)];
    private static readonly (string Move, double Share)[] Returning =
        [(DemoMoves.Dispatch, 0), (DemoMoves.RequestReturn, 0.03), (DemoMoves.ApproveReturn, 0.06)];

    /// <param name="before">Moves before the first dispatch: up or down between the levels.</param>
    public List<Beat> Lay(Seed seed, IReadOnlyList<string> before, TimeSpan limit)
    {
        var emergency = limit <= TimeSpan.FromHours(4);
        if (!seed.Fate.IsOpen())
        {
            var past = LayPast(seed, before, limit, emergency);
            past.RemoveAll(beat => beat.At >= now);
            return past;
        }

        List<Beat> beats = [];
        // A plan that begins at an unlikely hour is drawn again; emergencies know no hours.
        for (var attempt = 0; attempt < 25; attempt++)
        {
            beats = LayOpen(seed.Fate, before, limit, emergency);
            if (emergency || (seed.Channel is DemoChannels.Window or DemoChannels.Unit ? CaseClock.IsOpen(beats[0].At) : CaseClock.ToLocal(beats[0].At).Hour is >= 6 and < 23))
                break;
        }
        return beats;
    }

    private List<Beat> LayPast(Seed seed, IReadOnlyList<string> before, TimeSpan limit, bool emergency)
    {
        var (fate, received) = (seed.Fate, seed.Received);
        var beats = new List<Beat> { new(DemoMoves.Register, received) };
        var single = fate switch
        {
            Fate.Answered => DemoMoves.Answer,
            Fate.Refused => DemoMoves.Refuse,
            Fate.Merged => DemoMoves.Merge,
            Fate.Withdrawn => DemoMoves.Withdraw,
            _ => null,
        };
        if (single is not null)
        {
            var minutes = single == DemoMoves.Withdraw ? dice.Between(20, 300) : dice.Between(6, 90);
            beats.Add(new(single, AtTheDesk(received + TimeSpan.FromMinutes(minutes), emergency || single == DemoMoves.Withdraw)));
            return beats;
        }

        foreach (var move in before)
            beats.Add(new(move, AtTheDesk(beats[^1].At + TimeSpan.FromMinutes(dice.Between(9, 70)), emergency)));
        var start = AtTheDesk(beats[^1].At + TimeSpan.FromMinutes(emergency ? dice.Between(2, 9) : dice.Between(8, 75)), emergency);
        var late = fate == Fate.ClosedLate;
        var length = limit * (late ? dice.Between(1.2, 1.9) : dice.Between(0.3, 0.8)) + TimeSpan.FromHours(late && !emergency ? 72 : 0);
        Spread(beats, Moves(fate), start, length, late ? start + length * 1.2 : start + limit * 0.95, emergency);
        if (fate == Fate.ReopenedThenClosed)
            AddSecondRound(beats, limit, emergency);
        if (beats[^1].Move == DemoMoves.Close && seed.Channel is (DemoChannels.CitizenWeb or DemoChannels.Hotline) && dice.Chance(seed.Channel == DemoChannels.CitizenWeb ? 0.3 : 0.06))
            beats.Add(new(DemoMoves.Rate, CaseClock.ByDay(beats[^1].At + TimeSpan.FromHours(dice.Between(0.5, 70)), DateTime.MaxValue, dice)));
        return beats;
    }

    // The desk of the centre is manned from seven in the morning to nine in the evening; at night it takes emergencies only.
    private DateTime AtTheDesk(DateTime at, bool anyHour) => anyHour ? at : CaseClock.ByDay(at, DateTime.MaxValue, dice);

    private List<Beat> LayOpen(Fate fate, IReadOnlyList<string> before, TimeSpan limit, bool emergency)
    {
        var moves = Moves(fate);
        var last = moves.Count == 0 ? 0 : moves[^1].Share;
        var length = limit * dice.Between(0.4, 0.8);
        var start = fate.IsOverdue()
            ? now - limit * dice.Between(1.15, 2.0) - TimeSpan.FromHours(emergency ? dice.Between(3, 40) : dice.Between(96, 260))
            : now - length * (last + dice.Between(0.02, 0.14));
        if (fate == Fate.OpenRegistered)
            start = now - TimeSpan.FromMinutes(dice.Between(1, emergency ? 25 : 900));
        if (fate == Fate.OpenReopened)
            start = now - limit * dice.Between(1.0, 1.5) - TimeSpan.FromDays(dice.Between(1, 6));

        var lead = TimeSpan.FromMinutes(emergency ? dice.Between(2, 8) : dice.Between(8, 60));
        var beats = new List<Beat> { new(DemoMoves.Register, start - lead * (before.Count + 1)) };
        if (fate == Fate.OpenRegistered)
            return beats;
        foreach (var move in before)
            beats.Add(new(move, beats[^1].At + lead));
        Spread(beats, moves, start, length, now - TimeSpan.FromMinutes(3), emergency);
        if (fate == Fate.OpenReopened)
            beats.Add(new(DemoMoves.Reopen, beats[^1].At + (now - beats[^1].At) * dice.Between(0.6, 0.97)));
        return beats;
    }

    private void AddSecondRound(List<Beat> beats, TimeSpan limit, bool emergency)
    {
        var reopened = beats[^1].At + TimeSpan.FromHours(dice.Between(20, 170));
        beats.Add(new(DemoMoves.Reopen, reopened));
        var start = AtTheDesk(reopened + TimeSpan.FromMinutes(dice.Between(10, 90)), emergency);
        Spread(beats, Moves(Fate.Closed), start, limit * dice.Between(0.3, 0.6), start + limit * 0.95, emergency);
    }

    private void Spread(List<Beat> beats, IReadOnlyList<(string Move, double Share)> moves, DateTime start, TimeSpan length, DateTime latest, bool emergency)
    {
        foreach (var (move, share) in moves)
        {
            var previous = beats[^1].At;
            var at = start + length * (share * dice.Between(0.96, 1));
            if (!emergency && share > 0)
                at = length < TimeSpan.FromDays(1.5) ? CaseClock.ByDay(at, latest, dice) : CaseClock.InOffice(at, latest, dice);
            if (at <= previous)
                at = previous + TimeSpan.FromSeconds(dice.Between(95, 1300));
            if (previous < latest && at > latest)
                at = previous + (latest - previous) / 2;
            beats.Add(new(move, at));
        }
    }

    private List<(string Move, double Share)> Moves(Fate fate)
    {
        List<(string Move, double Share)> moves = [.. Handling];
        if (dice.Chance(0.3))
            moves.Add((DemoMoves.Progress, 0.38));
        switch (fate)
        {
            case Fate.ReturnedThenClosed:
                return [.. Returning, (DemoMoves.Dispatch, 0.09), .. moves.Skip(1).Select(move => (move.Move, Math.Max(move.Share, 0.12))), .. Finish];
            case Fate.ReturnRefusedThenClosed:
                return [.. Returning[..2], (DemoMoves.RefuseReturn, 0.06), .. moves.Skip(1).Select(move => (move.Move, Math.Max(move.Share, 0.09))), .. Finish];
            case Fate.SentBackThenClosed:
                return [.. moves, .. Again, .. Finish];
            case Fate.UnsolvedThenClosed:
                return [.. moves, .. Unsolved, .. Finish];
            case Fate.WithdrawnAfterDispatch:
                return [(DemoMoves.Dispatch, 0), (DemoMoves.Withdraw, dice.Between(0.02, 0.05))];
            case Fate.OpenRegistered:
                return [];
            case Fate.OpenDispatched or Fate.OverdueDispatched:
                return moves[..1];
            case Fate.OpenSigned or Fate.OverdueSigned:
                return moves[..dice.Between(2, 3)];
            case Fate.OpenHandling or Fate.OverdueHandling:
                return moves;
            case Fate.OpenSubmitted or Fate.OverdueSubmitted:
                return [.. moves, Finish[0]];
            case Fate.OpenVerified:
                return [.. moves, .. Finish[..2]];
            case Fate.OpenCalledBack:
                return [.. moves, .. Finish[..3]];
            case Fate.OpenReturnRequested:
                return [.. Returning[..2]];
            case Fate.OpenReturned:
                return [.. Returning];
            case Fate.OpenFinal:
                return [.. Returning[..2], (DemoMoves.RefuseReturn, 0.06)];
            case Fate.OpenSentBack:
                return [.. moves, .. Again[..dice.Between(2, 3)]];
            case Fate.OpenUnsolved:
                return [.. moves, .. Unsolved[..dice.Between(4, 5)]];
            default:
                return [.. moves, .. Finish];
        }
    }
}
