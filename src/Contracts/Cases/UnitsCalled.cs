using Fengqiao.Kernel;

namespace Fengqiao.Contracts.Cases;

/// <summary>Units were called to a case by others that handle it: to assist, to come, to sit together, or to look at a reply.</summary>
/// <param name="Step">One of the constants: what they were called to.</param>
/// <param name="State">Code of the state of the case, which calling does not change.</param>
/// <param name="Units">Who is told.</param>
/// <param name="FromUnit">Who calls; null where nobody's unit is known.</param>
public sealed record UnitsCalled(Guid CaseId, string Number, string Step, string State, IReadOnlyList<Guid> Units, Guid? FromUnit, DateTime AtUtc) : IOutboxEvent
{
    public const string AssistAsked = "assist-asked";
    public const string AssistReplied = "assist-replied";
    public const string AssistSentBack = "assist-sent-back";
    public const string Whistle = "whistle";
    public const string WhistleAnswered = "whistle-answered";

    /// <summary>A session was convened, or moved to another time or place.</summary>
    public const string JointSession = "joint-session";
    public const string SessionOff = "session-off";

    /// <summary>The case that theirs was joined to has ended: whoever took it in is told, and the reporter who asked for news.</summary>
    public const string JoinedEnded = "joined-ended";

    /// <summary>The case is the newest of many that say the same: the county's centre is told.</summary>
    public const string HotIssue = "hot-issue";

    /// <summary>The unit need not come any more.</summary>
    public const string WhistleOff = "whistle-off";
}
