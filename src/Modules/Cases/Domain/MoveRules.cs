using Fengqiao.Kernel;
using Fengqiao.Platform.Access;

namespace Fengqiao.Cases.Domain;

/// <summary>What the rules look at besides the case itself.</summary>
/// <param name="IsReporter">The caller has shown the tracking code.</param>
/// <param name="AssistingUnits">Units that assist at present.</param>
/// <param name="HasPhotosBefore">A picture from before the work is attached; likewise after.</param>
/// <param name="NeedsPhotos">The category asks for pictures before and after.</param>
/// <param name="Target">The case to merge into; null when there is none.</param>
internal sealed record MoveFacts(
    Actor Actor,
    bool IsReporter,
    IReadOnlyCollection<Guid> AssistingUnits,
    bool NeedsPhotos,
    bool HasPhotosBefore,
    bool HasPhotosAfter,
    Case? Target,
    DateTime NowUtc)
{
    /// <summary>The units that are asked whose matter it is; empty while no consultation is open.</summary>
    public IReadOnlyList<ConsultedUnit> Consulted { get; init; } = [];

    /// <summary>What the limits of the case are counted by; null while none run.</summary>
    public CaseClock? Clock { get; init; }

    /// <summary>Assisting units that owe the lead unit something; asked for a submission only.</summary>
    public int OpenTasks { get; init; }

    /// <summary>The caller has shown the link that was sent for this call-back.</summary>
    public bool HoldsLink { get; init; }

    /// <summary>The call-back was given up or does not count, so that the case closes without one.</summary>
    public bool IsCallBackOver { get; init; }

    /// <summary>Accounts that signed, worked on or submitted the case; asked for while its call-back is due.</summary>
    public IReadOnlyCollection<string> Handlers { get; init; } = [];

    /// <summary>The date in the county.</summary>
    public DateOnly Today { get; init; } = DateOnly.FromDateTime(NowUtc);
}

/// <summary>Decides whether a move may be made. Each rule is named by what holds when it is kept.</summary>
internal static class MoveRules
{
    /// <summary>How long after closing a case can be reopened.</summary>
    public static readonly TimeSpan ReopenWindow = TimeSpan.FromDays(15);

    public const int LongestText = 4000;
    private const int MostAssistingUnits = 12;

    /// <summary>The line of the table that the move follows, or why it may not be made.</summary>
    public static Result<MoveRule> Check(Case on, CaseMove move, MoveInput input, MoveFacts facts)
    {
        if (MoveTable.Find(move, on.State) is not { } rule)
        {
            return CaseErrors.IllegalMove(move, on.State);
        }

        if (ActingPost(on, rule, facts) is null && !ActsAsReporter(rule, facts))
        {
            return CaseErrors.NotAllowed;
        }

        return Error.Join([.. Missing(rule, input)]) is { } missing ? missing
            : Broken(on, move, input, facts) is { } broken ? broken
            : rule;
    }

    /// <summary>The moves the actor may make now, were everything filled in.</summary>
    public static IEnumerable<MoveRule> Possible(Case on, MoveFacts facts) =>
        MoveTable.StartingFrom(on.State).Where(rule =>
            (ActingPost(on, rule, facts) is not null || ActsAsReporter(rule, facts))
            && Forbidden(on, rule.Move, facts) is null);

    /// <summary>The post that lets the actor make the move; its unit is the one recorded.</summary>
    public static Post? ActingPost(Case on, MoveRule rule, MoveFacts facts)
    {
        var desk = RegionCode.Parse(on.Desk);
        var place = RegionCode.Parse(on.Place);
        return rule.By
            .Where(who => who.Right is not null)
            .Where(who => rule.Move != CaseMove.Resume || on.Hold != HoldKind.Impossible || who.Standing == Standing.Desk)
            .SelectMany(who => facts.Actor.PostsWith(who.Right!).Where(post => who.Standing switch
            {
                Standing.Desk => post.Region.Contains(desk),
                Standing.Area => post.Region.Contains(place),
                Standing.LeadUnit => post.UnitId == on.LeadUnitId,
                Standing.AnyUnit => post.UnitId == on.LeadUnitId || facts.AssistingUnits.Contains(post.UnitId),
                Standing.ConsultedUnit => facts.Consulted.Any(u => u.UnitId == post.UnitId),
                Standing.CommonSuperior => ConsultationRules.IsSuperiorOfAll(post, facts),
                Standing.UnitHead => post.UnitId == on.LeadUnitId && facts.Clock?.Extension?.By == ExtensionApprover.HeadOfUnit,
                Standing.CountyDesk => post.Region.Level <= RegionLevel.County && post.Region.Contains(place) && facts.Clock?.Extension?.By == ExtensionApprover.CountyDesk,
                Standing.FirstReceiver => facts.Actor.Account == on.FirstReceiver,
                _ => false,
            }))
            .FirstOrDefault();
    }

    /// <summary>One level up from the desk, or down towards the place; null when there is none.</summary>
    public static RegionCode? NextDesk(Case on, CaseMove move)
    {
        var desk = RegionCode.Parse(on.Desk);
        var place = RegionCode.Parse(on.Place);
        return move switch
        {
            CaseMove.PassUp => desk.Level > RegionLevel.County ? desk.Parent : null,
            CaseMove.PassDown => desk.Level < RegionLevel.Village ? place.At(desk.Level + 1) : null,
            _ => null,
        };
    }

    private static bool ActsAsReporter(MoveRule rule, MoveFacts facts) =>
        (facts.IsReporter && rule.By.Any(who => who.Standing == Standing.Reporter))
        || (facts.HoldsLink && rule.By.Any(who => who.Standing == Standing.LinkHolder));

    private static IEnumerable<Error> Missing(MoveRule rule, MoveInput input)
    {
        foreach (var needs in rule.Needs.Where(n => n.IsRequired))
        {
            var given = needs.Field switch
            {
                MoveField.Text => !string.IsNullOrWhiteSpace(input.Text),
                MoveField.LeadUnit => input.LeadUnitId is not null,
                MoveField.Into => input.IntoId is not null,
                MoveField.Resolution => input.Resolution is not null,
                MoveField.Satisfaction => input.Satisfaction is not null,
                MoveField.Hold => input.Hold is not null,
                MoveField.ReviewOn => input.ReviewOn is not null,
                MoveField.OwnerUnit => input.OwnerUnitId is not null,
                MoveField.AssistingUnits => input.AssistingUnitIds.Count > 0,
                MoveField.Opinion => input.Opinion is not null,
                _ => true,
            };
            if (!given)
            {
                yield return CaseErrors.FieldMissing(needs.Field);
            }
        }

        foreach (var (field, text) in ((string, string?)[])[("text", input.Text), ("ask", input.Ask), ("without", input.Without)])
        {
            if (text is { Length: > LongestText })
            {
                yield return CaseErrors.TooLong(field, LongestText);
            }
        }
    }

    /// <summary>Rules that no input could satisfy: the move is not even offered.</summary>
    private static Error? Forbidden(Case on, CaseMove move, MoveFacts facts) => move switch
    {
        CaseMove.RequestReturn when !DispatchMayBeReturned(on) => CaseErrors.FinalDispatch,
        CaseMove.Verify when !VerifierIsNotTheHandler(on, facts) => CaseErrors.VerifierIsHandler,
        CaseMove.CallBack when !CallerIsNotTheHandler(on, facts) => CallBackErrors.CallerIsHandler,
        CaseMove.Close when on.State == CaseState.Verified && !facts.IsCallBackOver => CallBackErrors.StillDue,
        CaseMove.Close when on.State == CaseState.Verified && !CallerIsNotTheHandler(on, facts) => CallBackErrors.CallerIsHandler,
        CaseMove.Reopen when !ReopenWindowIsOpen(on, facts) => CaseErrors.ReopenWindowOver,
        CaseMove.Rate when on.Rating is not null => CaseErrors.AlreadyRated,
        CaseMove.PassUp when NextDesk(on, move) is null => CaseErrors.AlreadyAtTop,
        CaseMove.PassDown when NextDesk(on, move) is null => CaseErrors.AlreadyAtPlace,
        _ => ConsultationRules.Forbidden(on, move, facts) ?? ClockRules.Forbidden(on, move, facts),
    };

    private static Error? Broken(Case on, CaseMove move, MoveInput input, MoveFacts facts) => Forbidden(on, move, facts) ?? move switch
    {
        CaseMove.Submit when !PhotosShowTheWork(facts) => CaseErrors.PhotosMissing,
        CaseMove.Submit when facts.OpenTasks > 0 && string.IsNullOrWhiteSpace(input.Without) => JointErrors.TasksOpen,
        CaseMove.Dispatch or CaseMove.Settle when input.AssistingUnitIds.Contains(input.LeadUnitId!.Value) => CaseErrors.LeadAlsoAssists,
        CaseMove.Dispatch or CaseMove.Settle or CaseMove.Consult when input.AssistingUnitIds.Count > MostAssistingUnits => CaseErrors.TooManyUnits,
        CaseMove.Merge => MergeTargetFault(on, facts.Target),
        _ => ConsultationRules.Broken(move, input, facts) ?? ClockRules.Broken(on, move, input, facts),
    };

    /// <summary>A refused return is a final dispatch (潍坊市12345政务服务便民热线条例 art. 21: a designated unit may not return it).</summary>
    private static bool DispatchMayBeReturned(Case on) => !on.IsFinalDispatch;

    private static bool VerifierIsNotTheHandler(Case on, MoveFacts facts) => on.SubmittedBy != facts.Actor.Account;

    /// <summary>Nobody asks people what they think of one's own work.</summary>
    private static bool CallerIsNotTheHandler(Case on, MoveFacts facts) =>
        on.SubmittedBy != facts.Actor.Account && !facts.Handlers.Contains(facts.Actor.Account, StringComparer.Ordinal);

    private static bool ReopenWindowIsOpen(Case on, MoveFacts facts) => on.ClosedUtc is { } closed && facts.NowUtc - closed <= ReopenWindow;

    private static bool PhotosShowTheWork(MoveFacts facts) => !facts.NeedsPhotos || (facts.HasPhotosBefore && facts.HasPhotosAfter);

    private static Error? MergeTargetFault(Case on, Case? target) =>
        target is null ? CaseErrors.MergeTargetMissing
        : target.Id == on.Id ? CaseErrors.MergeIntoItself
        : target.State == CaseState.Merged ? CaseErrors.MergeTargetMerged
        : null;
}
