namespace Fengqiao.Architecture.Tests;

/// <summary>
/// Every act has its audit entry in the transaction of what it changes: the lane refuses a commit without. What may go without is written here, so that
/// somebody has to decide it.
/// </summary>
public sealed class AuditRuleTests
{
    /// <summary>The machine's own notes, no act of anybody. Why stands at each call.</summary>
    private static readonly string[] WithoutAudit =
    [
        // When something was last used, who has what open, how a job ran.
        "ApiTokens", "SessionLog", "SignOnHandler", "PresenceSweep", "DeskNews", "Lease",
        // What follows from a step that has its entry: messages between modules, notices, mails, what the reader had proposed.
        "OutboxRelay", "NotifyUnit", "TellSupervised", "TellCalled", "TellJoined", "TellHotIssue", "LadderClimber", "DeliveryPlanner", "DeliverySender", "WebhookCourier", "NoteReading", "DispatchAlone", "SketchKeeper", "PairWatch", "FactKeeper", "HotWatch",
        // Rows after the first part of an import; the audit's own anchors.
        "ImportRunner", "AuditAnchoring",
    ];

    /// <summary>Statements that pass by <c>Commit</c>: leases, counters of tries, keys, and what is thrown away when its time is over.</summary>
    private static readonly string[] Statements =
        ["Lease", "OutboxRelay", "StoredKeys", "KeyRotation", "RequestKeyPurge", "AuditPurge", "DeliveryPurge"];

    [Fact]
    public void Writes_WithoutAnAuditEntry_AreTheseOnly() => Callers("Commit", "WithoutAudit").ShouldBe(WithoutAudit, ignoreOrder: true);

    [Fact]
    public void Statements_ThatPassByTheCommit_AreTheseOnly() => Callers("CommitLane", "RunAloneAsync").ShouldBe(Statements, ignoreOrder: true);

    private static List<string> Callers(string type, string member) =>
        [.. Product.Loaded.AllTypes.Where(t => t.Name != type && Touches.Of(t).Any(touch => touch.Type == type && touch.Member == member)).Select(t => t.Name).Distinct()];
}
