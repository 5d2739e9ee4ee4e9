namespace Fengqiao.Host.Demo.Live;

/// <summary>A case on its way: what its script still has in store, and where it stands as far as the simulation knows.</summary>
/// <param name="Script">The case as the generator wrote it, with all moves to its end.</param>
/// <param name="Shift">Added to the script's times.</param>
internal sealed class LiveCase(DemoCase script, TimeSpan shift, Dice dice)
{
    // Which moves lead on from a state, as far as the simulation makes them.
    private static readonly Dictionary<string, string[]> From = new(StringComparer.Ordinal)
    {
        ["registered"] = [DemoMoves.Dispatch, DemoMoves.Answer, DemoMoves.Refuse, DemoMoves.PassUp, DemoMoves.PassDown, DemoMoves.Withdraw],
        ["dispatched"] = [DemoMoves.Sign, DemoMoves.RequestReturn, DemoMoves.Withdraw],
        ["return-requested"] = [DemoMoves.ApproveReturn, DemoMoves.RefuseReturn],
        ["signed"] = [DemoMoves.Progress, DemoMoves.Contact, DemoMoves.RequestReturn],
        ["handling"] = [DemoMoves.Submit, DemoMoves.Progress, DemoMoves.Contact],
        ["submitted"] = [DemoMoves.Verify, DemoMoves.SendBack],
        ["verified"] = [DemoMoves.CallBack],
        ["called-back"] = [DemoMoves.Close, DemoMoves.SendBack],
        ["closed"] = [DemoMoves.Rate, DemoMoves.Reopen],
    };

    private readonly Queue<DemoStep> _left = new(script.Steps.Skip(1));

    public DemoCase Script { get; } = script;

    public Dice Dice { get; } = dice;

    public required string Number { get; init; }

    /// <summary>The reporter's, where the case came in during the simulation.</summary>
    public string? TrackingCode { get; init; }

    public string State { get; set; } = "registered";

    public string? LeadUnit { get; set; }

    /// <summary>Whoever signed goes on with it.</summary>
    public string? Handler { get; set; }

    /// <summary>How often nobody was found who could make the next move.</summary>
    public int Misses { get; set; }

    /// <summary>The next move, and when (simulated, UTC). Null where the case has reached its end.</summary>
    public (DemoStep Step, DateTime Due)? Next(DateTime now)
    {
        if (!From.TryGetValue(State, out var possible))
            return null;
        while (_left.TryPeek(out var step))
        {
            if (possible.Contains(step.Move))
                return (step, step.At + shift);
            _left.Dequeue();
        }
        // The script ended before the case did, or somebody else moved it: the ordinary course goes on.
        return State == "closed" ? null : (new DemoStep(possible[0], now, "", null, null), now + TimeSpan.FromHours(Dice.Between(0.3, 6)));
    }

    /// <summary>The step was made, or cannot be.</summary>
    public void Done(DemoStep step)
    {
        if (_left.TryPeek(out var next) && ReferenceEquals(next, step))
            _left.Dequeue();
    }
}
