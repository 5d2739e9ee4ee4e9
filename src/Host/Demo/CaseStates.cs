namespace Fengqiao.Host.Demo;

/// <summary>The state the moves of a demo case lead to. The rules themselves live in the cases module; this only names the outcome.</summary>
internal static class CaseStates
{
    public static string After(IEnumerable<DemoStep> steps) => steps.Aggregate("", (state, step) => step.Move switch
    {
        DemoMoves.Register or DemoMoves.Reopen or DemoMoves.ApproveReturn => "registered",
        DemoMoves.Answer or DemoMoves.Close => "closed",
        DemoMoves.Refuse => "refused",
        DemoMoves.Merge => "merged",
        DemoMoves.Withdraw => "withdrawn",
        DemoMoves.Dispatch or DemoMoves.RefuseReturn => "dispatched",
        DemoMoves.Sign => "signed",
        DemoMoves.Progress or DemoMoves.SendBack => "handling",
        DemoMoves.RequestReturn => "return-requested",
        DemoMoves.Submit => "submitted",
        DemoMoves.Verify => "verified",
        DemoMoves.CallBack => "called-back",
        _ => state,
    });
}
