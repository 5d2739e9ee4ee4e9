using Fengqiao.Host.Demo.Texts;

namespace Fengqiao.Host.Demo;

/// <summary>Who makes a move, by unit and role.</summary>
internal sealed class Crew(Organization organization)
{
    private readonly ILookup<(string Role, string Unit), DemoStaff> _byPost = organization.Staff
        .SelectMany(staff => staff.Posts.Select(post => (staff, key: (post.RoleCode, post.UnitCode)))).Distinct()
        .ToLookup(pair => pair.key, pair => pair.staff);

    private readonly ILookup<string, DemoStaff> _gridWorkers = organization.Staff
        .SelectMany(staff => staff.Posts.Where(post => post.RoleCode == DemoRoles.GridWorker).Select(post => (staff, post.RegionCode)))
        .ToLookup(pair => pair.RegionCode, pair => pair.staff);

    private readonly string[] _departments = [.. organization.Units.Where(unit => unit.Kind == DemoUnitKinds.Department).Select(unit => unit.Code)];

    public string AnyDepartment(Dice dice) => dice.Pick(_departments);

    public string NameOf(string unit) => organization.UnitName(unit);

    public string Account(string role, string unit, Dice dice)
    {
        var able = _byPost[(role, unit)].ToArray();
        // The accounts shown to a newcomer have a full desk.
        return able[0].IsShowcase && dice.Chance(0.35) ? able[0].Account : dice.Pick(able).Account;
    }

    /// <summary>The worker of the grid, or a colleague of the same town.</summary>
    public string GridWorker(string grid, Dice dice) =>
        _gridWorkers[grid].FirstOrDefault()?.Account ?? Account(DemoRoles.GridWorker, Organization.TownCentre(grid), dice);
}

/// <summary>What a case is about and where it goes, as far as its history needs it.</summary>
internal sealed record Matter(Leaf Leaf, GridPlace Grid, string Channel, Fate Fate, string Lead, IReadOnlyList<string> Assisting, bool TownHeld, string? MergedInto)
{
    /// <summary>Set where the case is refused: what was said, the reason and the lawful route.</summary>
    public (string Said, string Reason, string Route) Refusal { get; init; }
}

/// <summary>Puts people and words to the beats of a case.</summary>
internal sealed class StepWriter(Matter matter, Words words, string description, Crew crew, Dice dice)
{
    private readonly string _town = Organization.TownCentre(matter.Grid.Code);
    private readonly string _wrong = WrongUnit(matter, crew, dice);
    private static readonly string[] Satisfactions = ["satisfied", "mostly", "so-so", "dissatisfied"];
    private static readonly double[] WhenSolved = [64, 27, 6, 3];
    private static readonly double[] WhenLate = [30, 36, 22, 12];
    private bool _townHeld = matter.TownHeld;
    private string? _satisfaction;
    private string _lead = matter.Lead;
    private bool _wasReturned;
    private bool _wasUnsolved;
    private string? _handler;

    public List<DemoStep> Write(IReadOnlyList<Beat> beats)
    {
        List<DemoStep> steps = [.. beats.Select((beat, index) => Step(beat, beats.Skip(index + 1).FirstOrDefault()))];
        return [.. steps.Select((step, index) => step.AssistingUnitCodes.Count == 0 ? step : step with { Replies = Assists(step, steps.Skip(index + 1)) })];
    }

    // Most assisting units reply while the lead unit works; a few let it go on without them.
    private List<DemoReply> Assists(DemoStep dispatch, IEnumerable<DemoStep> later)
    {
        var during = later.TakeWhile(s => s.Move is not (DemoMoves.ApproveReturn or DemoMoves.Withdraw)).ToList();
        var until = during.Find(s => s.Move == DemoMoves.Submit) ?? during.FindLast(s => s.Move == DemoMoves.Progress);
        var replies = new List<DemoReply>();
        var own = dice.Fork("assists");
        foreach (var unit in dispatch.AssistingUnitCodes.Where(_ => until is not null && own.Chance(0.9)))
        {
            var at = dispatch.At + ((until!.At - dispatch.At) * own.Between(0.2, 0.95));
            replies.Add(new DemoReply(unit, at, crew.Account(DemoRoles.Handler, unit, own), words.WriteLater(own.Pick(Phrases.AssistReplies), CaseClock.ToLocal(at), false)));
        }

        return replies;
    }

    private static string WrongUnit(Matter matter, Crew crew, Dice dice)
    {
        string unit;
        do
            unit = matter.Assisting.Count > 0 && dice.Chance(0.4) ? matter.Assisting[0] : crew.AnyDepartment(dice);
        while (unit == matter.Lead);
        return unit;
    }

    private DemoStep Step(Beat beat, Beat next)
    {
        switch (beat.Move)
        {
            case DemoMoves.Register:
                return Register(beat);
            case DemoMoves.Answer:
                return ByCentre(beat) with { Text = Fitting('A', beat) + "。" };
            case DemoMoves.Refuse:
                return ByCentre(beat) with { Text = Later(matter.Refusal.Reason, beat), Route = Later(matter.Refusal.Route, beat) };
            case DemoMoves.Merge:
                return ByCentre(beat) with { Text = Later(dice.Pick(Phrases.Merge), beat), MergedInto = matter.MergedInto };
            case DemoMoves.PassUp:
                var up = ByCentre(beat) with { Text = Later(dice.Pick(Phrases.PassUp), beat), TargetUnitCode = Organization.CountyCentre };
                _townHeld = false;
                return up;
            case DemoMoves.PassDown:
                var down = ByCentre(beat) with { Text = Later(dice.Pick(Phrases.PassDown), beat, future: true), TargetUnitCode = _town };
                _townHeld = true;
                return down;
            case DemoMoves.Dispatch:
                return Dispatch(beat, next);
            case DemoMoves.Sign:
                return ByHandler(beat);
            case DemoMoves.Contact:
                return ByHandler(beat) with { Text = Later(dice.Pick(Phrases.Contact), beat, future: true) };
            case DemoMoves.Progress:
                return ByHandler(beat) with { Text = ProgressText(beat) };
            case DemoMoves.RequestReturn:
                _wasReturned = true;
                return ByHandler(beat) with { Text = ReturnReason(beat) };
            case DemoMoves.ApproveReturn:
                return ByCentre(beat) with { Text = Later(dice.Pick(Phrases.ApproveReturn), beat) };
            case DemoMoves.RefuseReturn:
                return ByCentre(beat) with { Text = Later(dice.Pick(Phrases.RefuseReturn), beat) };
            case DemoMoves.Submit:
                return ByHandler(beat) with { Text = Result(beat), WithPhotos = matter.Leaf.Category.PhotosRequired };
            case DemoMoves.SendBack:
                return ByCentreRole(beat, _wasUnsolved ? DemoRoles.CallBack : DemoRoles.Verifier) with
                {
                    Text = _wasUnsolved ? "回访未解决，退回继续办理：" + Later(dice.Pick(Phrases.SadCallBack), beat) : Later(dice.Pick(Phrases.SendBack), beat),
                };
            case DemoMoves.Verify:
                return ByCentreRole(beat, DemoRoles.Verifier) with { Text = Later(dice.Pick(Phrases.Verify), beat) };
            case DemoMoves.CallBack:
                return CallBack(beat, next);
            case DemoMoves.Close:
                return ByCentreRole(beat, DemoRoles.CallBack) with { Text = Later(dice.Pick(_wasUnsolved ? Phrases.UnsolvedClose : Phrases.SolvedClose), beat) };
            case DemoMoves.Reopen when matter.Channel == DemoChannels.CitizenWeb:
                return ByCitizen(beat) with { Text = Later(dice.Pick(Replies.ReopenedByReporter), beat) };
            case DemoMoves.Reopen:
                return ByCentre(beat) with { Text = Later(dice.Pick(Phrases.Reopen), beat) };
            case DemoMoves.Rate:
                return Rate(beat);
            case DemoMoves.Withdraw:
                return ByCitizen(beat) with { Text = Later(dice.Pick(Phrases.Withdraw), beat) };
            default:
                throw new InvalidOperationException($"Nobody makes the move '{beat.Move}'.");
        }
    }

    private DemoStep Register(Beat beat)
    {
        (string role, string? unit) = matter.Channel switch
        {
            DemoChannels.CitizenWeb => (DemoRoles.Citizen, null),
            DemoChannels.Api => (DemoRoles.OtherSystem, null),
            DemoChannels.GridWorker => (DemoRoles.GridWorker, _town),
            DemoChannels.Unit => (DemoRoles.Handler, crew.AnyDepartment(dice)),
            _ when matter.TownHeld => (DemoRoles.TownDispatcher, _town),
            _ => (DemoRoles.CountyDispatcher, Organization.CountyCentre),
        };
        var account = unit is null ? null : role == DemoRoles.GridWorker ? crew.GridWorker(matter.Grid.Code, dice) : crew.Account(role, unit, dice);
        return new DemoStep(beat.Move, beat.At, role, account, unit);
    }

    private DemoStep Dispatch(Beat beat, Beat next)
    {
        var mistaken = !_wasReturned && matter.Fate is Fate.ReturnedThenClosed or Fate.OpenReturned or Fate.OpenReturnRequested && next.Move == DemoMoves.RequestReturn;
        _lead = mistaken ? _wrong : matter.Lead;
        _handler = null;
        return ByCentre(beat) with
        {
            Text = Later(dice.Pick(Phrases.Dispatch), beat),
            TargetUnitCode = _lead,
            AssistingUnitCodes = mistaken ? [] : [.. matter.Assisting.Where(unit => unit != _lead)],
        };
    }

    private DemoStep CallBack(Beat beat, Beat next)
    {
        // A second call-back, and one that a case is closed after, is a better one unless its fate says otherwise.
        _wasUnsolved = next.Move == DemoMoves.SendBack || matter.Fate == Fate.ClosedUnsolved;
        var partly = !_wasUnsolved && dice.Chance(matter.Fate == Fate.ClosedLate ? 0.35 : 0.1);
        var satisfaction = _wasUnsolved ? dice.Pick(["dissatisfied", "dissatisfied", "so-so"])
            : partly ? dice.Pick(["mostly", "mostly", "so-so", "so-so", "so-so", "dissatisfied"])
            : Satisfactions[dice.PickIndex(matter.Fate == Fate.ClosedLate ? WhenLate : WhenSolved)];
        _satisfaction = satisfaction;
        var text = _wasUnsolved ? Phrases.SadCallBack : partly ? Phrases.PartCallBack : Phrases.HappyCallBack;
        return ByCentreRole(beat, DemoRoles.CallBack) with
        {
            Outcome = _wasUnsolved ? "unsolved" : partly ? "partly" : "solved",
            Satisfaction = satisfaction,
            Text = Later(dice.Pick(text), beat),
        };
    }

    // Who rates on the tracking page says mostly the same as on the telephone, a little more bluntly.
    private DemoStep Rate(Beat beat)
    {
        var satisfaction = _satisfaction is null || dice.Chance(0.2) ? Satisfactions[dice.PickIndex(WhenSolved)] : _satisfaction;
        return ByCitizen(beat) with { Satisfaction = satisfaction, Text = dice.Chance(0.55) ? Later(dice.Pick(Replies.Ratings(satisfaction)), beat) : null };
    }

    // Told to the person who asked, in words one says at a door.
    private string Result(Beat beat)
    {
        var result = Fitting('R', beat) + "。";
        return dice.Next() switch
        {
            < 0.4 => result,
            < 0.75 => Later(dice.Pick(Replies.Before), beat) + result,
            < 0.9 => result + Later(dice.Pick(Replies.After), beat, future: true),
            _ => Later(dice.Pick(Replies.Before), beat) + result + Later(dice.Pick(Replies.After), beat, future: true),
        };
    }

    private static DemoStep ByCitizen(Beat beat) => new(beat.Move, beat.At, DemoRoles.Citizen, null, null);

    private string ReturnReason(Beat beat)
    {
        var rightful = _lead == matter.Lead ? _wrong : matter.Lead;
        return Later(dice.Pick(Phrases.ReturnReasons).Replace("{单位}", crew.NameOf(rightful), StringComparison.Ordinal), beat);
    }

    private DemoStep ByCentre(Beat beat)
    {
        var (role, unit) = _townHeld ? (DemoRoles.TownDispatcher, _town) : (DemoRoles.CountyDispatcher, Organization.CountyCentre);
        return new DemoStep(beat.Move, beat.At, role, crew.Account(role, unit, dice), unit);
    }

    private DemoStep ByCentreRole(Beat beat, string role) =>
        new(beat.Move, beat.At, role, crew.Account(role, Organization.CountyCentre, dice), Organization.CountyCentre);

    // One clerk keeps the case as long as the unit has it.
    private DemoStep ByHandler(Beat beat) =>
        new(beat.Move, beat.At, DemoRoles.Handler, _handler ??= crew.Account(DemoRoles.Handler, _lead, dice), _lead);

    private string ProgressText(Beat beat) => matter.Fate is Fate.ClosedLate or Fate.OverdueHandling && dice.Chance(0.5)
        ? Later(dice.Pick(Phrases.LateReasons), beat)
        : Fitting('P', beat, future: true) + "。";

    // Of several results written, the one that answers the description best.
    private string Fitting(char kind, Beat beat, bool future = false) =>
        Closeness.Closest(description, [.. Enumerable.Range(0, 5).Select(_ => Later(dice.Pick(matter.Leaf.Lines[kind]), beat, future))]);

    private string Later(string pattern, Beat beat, bool future = false) => words.WriteLater(pattern, CaseClock.ToLocal(beat.At), future);
}
