using Fengqiao.Kernel;

namespace Fengqiao.Contracts.Cases;

/// <summary>A matter was taken in. Published by the commit that did it, through the outbox.</summary>
public sealed record CaseRegistered(Guid CaseId, string Number, string Channel, string? Category, string Place, DateTime AtUtc) : IOutboxEvent;

/// <summary>A case made a move. <paramref name="From"/> and <paramref name="To"/> are states; they are equal where the move keeps the state.</summary>
/// <param name="LeadUnitId">The unit that answers for the case after the move.</param>
public sealed record CaseMoved(Guid CaseId, string Number, string Move, string From, string To, Guid? LeadUnitId, DateTime AtUtc) : IOutboxEvent;
