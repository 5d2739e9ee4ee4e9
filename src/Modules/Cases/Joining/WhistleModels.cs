using Fengqiao.Cases.Features;

namespace Fengqiao.Cases.Joining;

/// <summary>One unit that was called, for whoever may see the case.</summary>
/// <param name="State">called, acknowledged, arrived, answered or called-off.</param>
/// <param name="InTime">Whether it was there in time; null while it still can be, and where it was called off.</param>
/// <param name="UnitScore">1 to 5, by the town; <paramref name="CallScore"/> by the unit that was called.</param>
/// <param name="Needless">The unit says it need not have been called.</param>
/// <param name="Acts">What the reader may do now: acknowledge, arrive, answer, call-off, score-unit, score-call.</param>
/// <param name="Version">Send it back as <c>If-Match</c>.</param>
public sealed record WhistleCallView(
    Guid Id,
    Named Unit,
    string State,
    DateTime ArriveBy,
    bool? InTime,
    DateTime? AcknowledgedAt,
    string? AcknowledgedBy,
    DateTime? ArrivedAt,
    string? ArrivedBy,
    DateTime? AnsweredAt,
    string? AnsweredBy,
    string? Answer,
    DateTime? CalledOffAt,
    string? CallOffReason,
    int? UnitScore,
    string? UnitScoreReason,
    int? CallScore,
    string? CallScoreReason,
    bool? Needless,
    IReadOnlyList<string> Acts,
    int Version);

/// <summary>A whistle with the units it called.</summary>
/// <param name="Urgency">normal, urgent or critical; with the rule it decides until when one has to be there.</param>
public sealed record WhistleView(
    Guid Id, string Number, string Title, Named Town, string Place, string Reason, string Urgency, string Rule, string CalledBy, DateTime CalledAt, DateTime ArriveBy, IReadOnlyList<WhistleCallView> Calls);

/// <summary>A line of the list: one call of one whistle.</summary>
internal sealed record WhistleLine(WhistleView Whistle, WhistleCallView Call);

/// <param name="Place">Where to come.</param>
/// <param name="Urgency">normal, urgent or critical; null for that of the case.</param>
/// <param name="Units">Codes of the units that are called.</param>
internal sealed record WhistleRequest(string? Place, string? Reason, string? Urgency, IReadOnlyList<string>? Units);

/// <param name="Text">The answer; the reason of a score or of calling off.</param>
/// <param name="Score">1 to 5.</param>
/// <param name="Needless">The unit need not have been called.</param>
internal sealed record CallRequest(string? Text, int? Score, bool Needless);

/// <summary>Co-handling response of one unit that was called: how many of its calls it was there in time for.</summary>
/// <param name="Calls">Without those called off.</param>
/// <param name="Missing">Neither there nor answered in time.</param>
/// <param name="Score">Mean of what the towns gave; null where none did.</param>
internal sealed record CalledUnitFigures(Named Unit, int Calls, int InTime, int Late, int Missing, double? Score)
{
    /// <summary>协同响应率; null where it was never called.</summary>
    public double? Response => Calls == 0 ? null : (double)InTime / Calls;
}

/// <summary>How a town calls.</summary>
/// <param name="Needless">Calls that the unit called found needless.</param>
/// <param name="Score">Mean of what the units called gave; null where none did.</param>
internal sealed record CallingTownFigures(Named Town, int Whistles, int Calls, int InTime, int Needless, double? Score);

internal sealed record WhistleFigures(IReadOnlyList<CalledUnitFigures> Units, IReadOnlyList<CallingTownFigures> Towns);
