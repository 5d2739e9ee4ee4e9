using Fengqiao.Cases.Features;

namespace Fengqiao.Cases.Joining;

/// <summary>A unit called to a session, and what it thinks.</summary>
/// <param name="CanWrite">The reader may write the opinion of this unit.</param>
public sealed record SessionUnitView(Named Unit, string? Opinion, string? By, DateTime? At, bool CanWrite);

/// <summary>A joint session over a case, for whoever may see the case.</summary>
/// <param name="State">planned, held or cancelled.</param>
/// <param name="SignedAt">When the chair signed minutes and opinions off; nothing changes after it.</param>
/// <param name="Acts">What the reader may do now: move, hold, sign, cancel.</param>
/// <param name="Version">Send it back as <c>If-Match</c>.</param>
public sealed record SessionView(
    Guid Id, string Number, string Title, Named Unit, DateTime StartAt, string Place, string Subject, string Chair, string State, string? Minutes, string? Conclusion, DateTime? HeldAt, DateTime? SignedAt,
    string? CancelReason, IReadOnlyList<SessionUnitView> Units, IReadOnlyList<string> Acts, int Version)
{
    /// <summary>There are minutes to print.</summary>
    public bool HasMinutes => State == "held";
}

/// <param name="Start">County time, <c>yyyy-MM-ddTHH:mm</c>.</param>
/// <param name="Chair">Account; null for whoever convenes it.</param>
/// <param name="Units">Codes of the units that are called.</param>
internal sealed record SessionRequest(string? Start, string? Place, string? Subject, string? Chair, IReadOnlyList<string>? Units);

/// <param name="Text">Minutes; the opinion; why it is cancelled.</param>
/// <param name="Conclusion">What was agreed, with the minutes.</param>
/// <param name="Unit">Code of the unit whose opinion it is.</param>
internal sealed record SessionActRequest(string? Text, string? Conclusion, string? Start, string? Place, string? Unit);
