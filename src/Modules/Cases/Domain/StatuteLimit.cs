using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Domain;

/// <summary>The procedure a limit belongs to.</summary>
public enum StatuteTrack
{
    Petition,
    Hotline,
    Mediation,
    LabourArbitration,
    LandArbitration,
    Reconsideration,
    Disclosure,
    LegalAid,
    ProtectionOrder,
}

/// <summary>What starts the count.</summary>
public enum StatuteStart
{
    /// <summary>The matter arrived (收到之日).</summary>
    Receipt,

    /// <summary>It was accepted (受理之日).</summary>
    Acceptance,
    Dispatch,

    /// <summary>The written answer, opinion or award reached the person.</summary>
    ReplyReceived,

    /// <summary>The request for this step arrived.</summary>
    RequestReceived,

    /// <summary>The mediated agreement took effect.</summary>
    AgreementInForce,

    /// <summary>The person knew, or should have known, of the harm or the act.</summary>
    KnewOfHarm,
}

/// <summary>Who allows more time.</summary>
public enum ExtensionApprover
{
    /// <summary>本机关、单位负责人.</summary>
    HeadOfUnit,

    /// <summary>县级分流台.</summary>
    CountyDesk,
}

/// <summary>How far a shipped figure can be relied on. Show it beside the basis.</summary>
public enum StatuteCertainty
{
    /// <summary>Read in the text of the law.</summary>
    Law,

    /// <summary>The limit was read in the law; the number of the article was not compared.</summary>
    ArticleUnchecked,

    /// <summary>Known from reports about the text.</summary>
    Secondary,

    /// <summary>Not compared with any text: check it before use.</summary>
    Unverified,

    /// <summary>Set by this county's administrator, who answers for the basis.</summary>
    Local,
}

/// <summary>More time that may be given.</summary>
/// <param name="Amount">At most so much each time, in the unit of the limit.</param>
/// <param name="Times">How often.</param>
internal readonly record struct ExtensionRule(int Amount, int Times, ExtensionApprover By);

/// <summary>
/// A limit that a statute or standard sets for one step of a procedure. It is followed by another, never edited:
/// what a case was counted by can always be said.
/// </summary>
internal sealed record StatuteLimit : IVersioned
{
    public required string Code { get; init; }

    object IVersioned.Key => Code;

    public required StatuteTrack Track { get; init; }

    public required string Name { get; init; }

    public required string NameEn { get; init; }

    public required StatuteStart StartsWith { get; init; }

    public required int Amount { get; init; }

    public required DeadlineUnit Unit { get; init; }

    public required bool RollsOverRestDays { get; init; }

    /// <summary>Whether some time does not count, such as that of a hearing.</summary>
    public required bool IsPausable { get; init; }

    /// <summary>In <see cref="Unit"/>; null where no more time may be given.</summary>
    public int? ExtensionAmount { get; init; }

    public required int ExtensionTimes { get; init; }

    public ExtensionApprover? ExtensionBy { get; init; }

    /// <summary>Law and article.</summary>
    public required string Basis { get; init; }

    public required StatuteCertainty Certainty { get; init; }

    /// <summary>Cases it governs, by the start of their category; together with the two below. All null where it is only looked up.</summary>
    public string? CategoryPrefix { get; init; }

    public Channel? Channel { get; init; }

    public Urgency? Urgency { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public int Version { get; set; } = 1;

    public DeadlineSpec Spec => new(Amount, Unit, RollsOverRestDays);

    public ExtensionRule? Extension => this is { ExtensionAmount: { } amount, ExtensionBy: { } by } ? new ExtensionRule(amount, ExtensionTimes, by) : null;

    /// <summary>Whether it runs for cases, and not only in the book.</summary>
    public bool Governs => CategoryPrefix is not null || Channel is not null || Urgency is not null;

    public bool IsInForce(DateOnly day) => ValidFrom <= day && (ValidTo is not { } last || day <= last);
}
