using Fengqiao.Kernel;

namespace Fengqiao.Cases.Domain;

/// <summary>
/// Decides about moves that touch the closing clock. More time is asked for before expiry and allowed as often and as long as the limit says,
/// never beyond the law; "not mine" is said within its window; what nobody can solve stands still until somebody looks again.
/// </summary>
internal static class ClockRules
{
    /// <summary>A suspension that nobody looks at for longer would be a way to lose a case.</summary>
    public const int MostDaysToReview = 180;

    public static Error? Forbidden(Case on, CaseMove move, MoveFacts facts) => move switch
    {
        CaseMove.RequestReturn when on.HeldUtc is not null => CaseErrors.ClockStandsStill,
        CaseMove.RequestReturn when facts.Clock is { } clock && facts.NowUtc > clock.ReturnDue(on) => CaseErrors.ReturnWindowOver,
        CaseMove.Submit when on.HeldUtc is not null => CaseErrors.ClockStandsStill,
        CaseMove.RequestExtension or CaseMove.Pause or CaseMove.RequestSuspension when on.HeldUtc is not null => CaseErrors.ClockStandsStill,
        CaseMove.RequestExtension or CaseMove.RequestSuspension when on.Ask is not null => CaseErrors.AlreadyAsked,
        CaseMove.RequestExtension => ExtensionFault(on, facts),
        CaseMove.ApproveExtension or CaseMove.RefuseExtension when on.Ask != CaseAsk.Extension => CaseErrors.NothingAsked,
        CaseMove.Pause when facts.Clock is not { IsPausable: true } => CaseErrors.NotPausable,
        CaseMove.Suspend or CaseMove.RefuseSuspension when on.Ask != CaseAsk.Suspension => CaseErrors.NothingAsked,
        CaseMove.ReviewSuspension when on.Hold != HoldKind.Impossible => CaseErrors.ClockRuns,
        CaseMove.Resume when on.HeldUtc is null => CaseErrors.ClockRuns,
        _ => null,
    };

    public static Error? Broken(Case on, CaseMove move, MoveInput input, MoveFacts facts) => move switch
    {
        CaseMove.RequestExtension => AmountFault(on, input.Amount ?? facts.Clock!.Extension!.Value.Amount, facts),
        CaseMove.ApproveExtension => AmountFault(on, input.Amount ?? on.AskedAmount!.Value, facts),
        CaseMove.Pause when input.Hold is HoldKind.Impossible => CaseErrors.NotForPausing,
        CaseMove.Suspend or CaseMove.ReviewSuspension when ReviewIsNotAhead(input.ReviewOn!.Value, facts.Today) => CaseErrors.ReviewTooFar(MostDaysToReview),
        _ => null,
    };

    private static Error? ExtensionFault(Case on, MoveFacts facts) => facts.Clock?.Extension is not { } rule ? CaseErrors.NoExtension
        : on.TimesExtended >= rule.Times ? CaseErrors.NoMoreExtensions
        : facts.NowUtc > on.CloseDueUtc ? CaseErrors.ExtensionTooLate
        : null;

    private static Error? AmountFault(Case on, int amount, MoveFacts facts)
    {
        var clock = facts.Clock!;
        var most = clock.Extension!.Value.Amount;
        return amount < 1 || amount > most ? CaseErrors.ExtensionTooLong(most)
            : clock.Latest(on) is { } latest && clock.CloseDue(on, on.ExtendedAmount + amount).DueUtc > latest ? CaseErrors.BeyondStatute
            : null;
    }

    private static bool ReviewIsNotAhead(DateOnly day, DateOnly today) => day <= today || day > today.AddDays(MostDaysToReview);
}
