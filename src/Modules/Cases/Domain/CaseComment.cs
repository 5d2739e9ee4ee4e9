namespace Fengqiao.Cases.Domain;

/// <summary>
/// What one colleague says to others about a case: no move, no deadline, nothing the reporter ever reads. Written once, never changed.
/// It is read by the unit it was written for and by the units it names; by nobody else, whatever else they may see.
/// </summary>
internal sealed class CaseComment
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    /// <summary>The unit for which it was written, and which always reads it.</summary>
    public required Guid UnitId { get; init; }

    public required string Account { get; init; }

    public required DateTime AtUtc { get; init; }

    public required string Text { get; init; }
}

/// <summary>Another unit that a comment is for. A comment without any never leaves its own unit.</summary>
internal sealed class CaseCommentUnit
{
    public required Guid CommentId { get; init; }

    public required Guid UnitId { get; init; }
}
