using Fengqiao.Cases.Domain;

namespace Fengqiao.Cases.Tests.Domain;

/// <summary>
/// All moves as the specification tells them, written out state by state and person by person. Nothing here is read from the code:
/// what the product allows is compared with this, and this is what an officer can check.
/// </summary>
internal static class MoveSpecification
{
    // Next state for each move (row) in each state (column); "." where the move is illegal.
    // The states: REGistered DISpatched SIGned HANdling RETurn requested SUBmitted VERified CALled back CLOsed REFused MERged WIThdrawn.
    private const string Steps = """
        move            REG DIS SIG HAN RET SUB VER CAL CLO REF MER WIT
        register        .   .   .   .   .   .   .   .   .   .   .   .
        answer          CLO .   .   .   .   .   .   .   .   .   .   .
        refuse          REF .   .   .   .   .   .   .   .   .   .   .
        merge           MER .   .   .   .   .   .   .   .   .   .   .
        dispatch        DIS .   .   .   .   .   .   .   .   .   .   .
        sign            .   SIG .   .   .   .   .   .   .   .   .   .
        contact         .   DIS SIG HAN .   .   .   .   .   .   .   .
        progress        .   .   HAN HAN .   .   .   .   .   .   .   .
        remind          .   DIS SIG HAN .   .   .   .   .   .   .   .
        request-return  .   RET RET .   .   .   .   .   .   .   .   .
        approve-return  .   .   .   .   REG .   .   .   .   .   .   .
        refuse-return   .   .   .   .   DIS .   .   .   .   .   .   .
        request-extension .   DIS SIG HAN .   .   .   .   .   .   .   .
        approve-extension .   DIS SIG HAN .   .   .   .   .   .   .   .
        refuse-extension .   DIS SIG HAN .   .   .   .   .   .   .   .
        pause .   .   SIG HAN .   .   .   .   .   .   .   .
        request-suspension .   .   SIG HAN .   .   .   .   .   .   .   .
        suspend .   .   SIG HAN .   .   .   .   .   .   .   .
        refuse-suspension .   .   SIG HAN .   .   .   .   .   .   .   .
        review-suspension .   .   SIG HAN .   .   .   .   .   .   .   .
        resume .   .   SIG HAN .   .   .   .   .   .   .   .
        submit          .   .   SUB SUB .   .   .   .   .   .   .   .
        send-back       .   .   .   .   .   HAN .   HAN .   .   .   .
        verify          .   .   .   .   .   VER .   .   .   .   .   .
        call-back       .   .   .   .   .   .   CAL .   .   .   .   .
        close           .   .   .   .   .   .   CLO CLO .   .   .   .
        reopen          .   .   .   .   .   .   .   .   REG .   .   .
        withdraw        WIT WIT WIT WIT .   .   .   .   .   .   .   .
        pass-up         REG .   .   .   .   .   .   .   .   .   .   .
        pass-down       REG .   .   .   .   .   .   .   .   .   .   .
        consult         REG .   .   .   .   .   .   .   .   .   .   .
        give-opinion    REG .   .   .   .   .   .   .   .   .   .   .
        settle          DIS .   .   .   .   .   .   .   .   .   .   .
        end-consultation REG .   .   .   .   .   .   .   .   .   .   .
        rate            .   .   .   .   .   .   .   .   CLO .   .   .
        """;

    // Who may make the move where it is legal: "x". The case lies at the village's desk (at the town's to be passed down, where the
    // village has no say any more) and every post covers it.
    // gw grid worker, vo village officer, td town dispatcher, cd county dispatcher, ha handler of the lead unit, as handler of an
    // assisting unit, ve verifier, cb call-back agent, le leader, sy system, se security and au audit administrator,
    // fr first receiver (a grid worker), re reporter by tracking code.
    private const string Persons = """
        move            gw vo td cd ha as ve cb le sy se au fr re
        answer          .  x  x  x  .  .  .  .  .  .  .  .  x  .
        refuse          .  x  x  x  .  .  .  .  .  .  .  .  .  .
        merge           .  x  x  x  .  .  .  .  .  .  .  .  .  .
        dispatch        .  x  x  x  .  .  .  .  .  .  .  .  .  .
        sign            .  .  .  .  x  .  .  .  .  .  .  .  .  .
        contact         .  .  .  .  x  .  .  .  .  .  .  .  .  .
        progress        .  .  .  .  x  x  .  .  .  .  .  .  .  .
        remind          .  x  x  x  .  .  .  .  .  .  .  .  .  .
        request-return  .  .  .  .  x  .  .  .  .  .  .  .  .  .
        approve-return  .  x  x  x  .  .  .  .  .  .  .  .  .  .
        refuse-return   .  x  x  x  .  .  .  .  .  .  .  .  .  .
        request-extension .  .  .  .  x  .  .  .  .  .  .  .  .  .
        approve-extension .  .  .  x  .  .  .  .  .  .  .  .  .  .
        refuse-extension .  .  .  x  .  .  .  .  .  .  .  .  .  .
        pause .  .  .  .  x  .  .  .  .  .  .  .  .  .
        request-suspension .  .  .  .  x  .  .  .  .  .  .  .  .  .
        suspend .  x  x  x  .  .  .  .  .  .  .  .  .  .
        refuse-suspension .  x  x  x  .  .  .  .  .  .  .  .  .  .
        review-suspension .  x  x  x  .  .  .  .  .  .  .  .  .  .
        resume .  x  x  x  x  .  .  .  .  .  .  .  .  .
        submit          .  .  .  .  x  .  .  .  .  .  .  .  .  .
        send-back/SUB   .  .  .  .  .  .  x  .  .  .  .  .  .  .
        send-back/CAL   .  .  .  .  .  .  .  x  .  .  .  .  .  .
        verify          .  .  .  .  .  .  x  .  .  .  .  .  .  .
        call-back       .  .  .  .  .  .  .  x  .  .  .  .  .  .
        close           .  .  .  .  .  .  .  x  .  .  .  .  .  .
        reopen          .  x  x  x  .  .  .  .  .  .  .  .  .  x
        withdraw        .  x  x  x  .  .  .  .  .  .  .  .  .  x
        pass-up         .  x  x  x  .  .  .  .  .  .  .  .  .  .
        pass-down       .  .  x  x  .  .  .  .  .  .  .  .  .  .
        consult         .  x  x  x  .  .  .  .  .  .  .  .  .  .
        give-opinion    .  .  .  .  x  x  .  .  .  .  .  .  .  .
        settle          .  x  x  x  .  .  .  .  .  .  .  .  .  .
        end-consultation .  x  x  x  .  .  .  .  .  .  .  .  .  .
        rate            .  .  .  .  .  .  .  .  .  .  .  .  .  x
        """;

    // Moves that answer something: only possible once it was asked for, or while the clock stands still.
    private static readonly CaseMove[] Answers =
        [CaseMove.ApproveExtension, CaseMove.RefuseExtension, CaseMove.Suspend, CaseMove.RefuseSuspension, CaseMove.ReviewSuspension, CaseMove.Resume,
        CaseMove.GiveOpinion, CaseMove.Settle, CaseMove.EndConsultation];

    private static readonly string[] StateNames = ["REG", "DIS", "SIG", "HAN", "RET", "SUB", "VER", "CAL", "CLO", "REF", "MER", "WIT"];

    private static readonly Dictionary<(string Row, string Column), string> StepCells = Cells(Steps);
    private static readonly Dictionary<(string Row, string Column), string> PersonCells = Cells(Persons);

    public static IReadOnlyList<string> People { get; } = ["gw", "vo", "td", "cd", "ha", "as", "ve", "cb", "le", "sy", "se", "au", "fr", "re"];

    /// <summary>The state after the move; null where the move is illegal.</summary>
    public static CaseState? Next(CaseState state, CaseMove move)
    {
        var cell = StepCells[(CaseCodes.Of(move), Name(state))];
        return cell == "." ? null : Enum.GetValues<CaseState>()[Array.IndexOf(StateNames, cell)];
    }

    /// <summary>Whether the person may make a move that is legal in the state.</summary>
    public static bool May(string person, CaseState state, CaseMove move)
    {
        var row = CaseCodes.Of(move);
        return PersonCells.TryGetValue((row, person), out var cell)
            ? cell == "x"
            : PersonCells[($"{row}/{Name(state)}", person)] == "x";
    }

    /// <summary>Whether the move is offered where nothing was asked for and the clock runs.</summary>
    public static bool IsOfferedUnasked(CaseMove move) => !Answers.Contains(move);

    private static string Name(CaseState state) => StateNames[(int)state];

    private static Dictionary<(string Row, string Column), string> Cells(string table)
    {
        var lines = table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        return lines.Skip(1)
            .SelectMany(line => line.Skip(1).Select((cell, i) => (Key: (line[0], lines[0][i + 1]), cell)))
            .ToDictionary(c => c.Key, c => c.cell);
    }
}
