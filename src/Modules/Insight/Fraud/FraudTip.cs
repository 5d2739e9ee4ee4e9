using Fengqiao.Platform.Persistence;

namespace Fengqiao.Insight.Fraud;

/// <summary>What became of talking somebody out of paying (劝阻).</summary>
public enum TipOutcome
{
    /// <summary>劝阻成功: nothing was paid, or nothing more.</summary>
    Dissuaded,

    /// <summary>止付挽回: paid, but stopped or brought back.</summary>
    Stopped,

    /// <summary>已经受骗: the money is gone.</summary>
    Lost,

    /// <summary>不是诈骗.</summary>
    NoFraud,

    /// <summary>联系不上.</summary>
    Unreached,
}

/// <summary>
/// A suspicious message that a citizen, having agreed, sent on. What it says and who sent it lie with the case it became; here stands only what
/// it was taken for and what was achieved, so nothing in it is about a person.
/// </summary>
internal sealed record FraudTip : IVersioned
{
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    public required Guid CaseId { get; init; }

    /// <summary>Number of the case.</summary>
    public required string Number { get; init; }

    public required FraudVerdict Verdict { get; init; }

    /// <summary>Null where nothing known was found.</summary>
    public FraudKind? Kind { get; init; }

    /// <summary>What the sender says had been paid already, in yuan.</summary>
    public long? PaidYuan { get; init; }

    public required DateTime GivenUtc { get; init; }

    /// <summary>Null while nobody has said what became of it.</summary>
    public TipOutcome? Outcome { get; init; }

    /// <summary>Money not lost thanks to the dissuasion, in yuan; 0 unless <see cref="Outcome"/> is dissuaded or stopped.</summary>
    public long SavedYuan { get; init; }

    public DateTime? OutcomeUtc { get; init; }

    public string? OutcomeBy { get; init; }

    public int Version { get; init; } = 1;

    public static bool Saves(TipOutcome outcome) => outcome is TipOutcome.Dissuaded or TipOutcome.Stopped;
}
