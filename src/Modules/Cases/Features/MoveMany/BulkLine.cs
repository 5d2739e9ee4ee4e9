using Fengqiao.Cases.Proposals;

namespace Fengqiao.Cases.Features.MoveMany;

/// <summary>One of the cases chosen, with what would happen to it or did.</summary>
/// <param name="Title">Null where the caller may not see such a case; it then looks like one that does not exist.</param>
/// <param name="Version">As the preview saw it; a case moved on since is left alone.</param>
/// <param name="Unit">Where the rules send it, for a dispatch.</param>
/// <param name="Why">Why not, in words; null where it goes well.</param>
public sealed record BulkLine(string Number, string? Title, string? State, int Version, UnitProposal? Unit, string? Why)
{
    public bool IsGood => Why is null;
}

/// <summary>What was asked for: a move, the cases, and what the move is told.</summary>
/// <param name="Unit">Code of one lead unit for all; null where each goes where the rules say.</param>
internal sealed record BulkRequest(string Move, IReadOnlyList<BulkChoice> Choices, string? Unit, string? Text);

/// <param name="Version">0 where no preview was shown; then the case is left alone.</param>
internal sealed record BulkChoice(string Number, int Version);
