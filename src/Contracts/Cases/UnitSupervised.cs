using Fengqiao.Kernel;

namespace Fengqiao.Contracts.Cases;

/// <summary>
/// A unit was reminded, urged or supervised, over one case or over several at once: after a night or a stop of the server it is told once, not as
/// many times as there are cases. The worst comes first.
/// </summary>
public sealed record UnitSupervised(Guid UnitId, IReadOnlyList<SupervisedCase> Cases, DateTime AtUtc) : IOutboxEvent;

/// <param name="Step">due-soon, overdue, urged, letter, listed or accountability.</param>
/// <param name="State">Code of the state of the case, which supervision does not change.</param>
/// <param name="TellsDesk">Besides the unit, the desk of the case is to be told.</param>
public sealed record SupervisedCase(Guid CaseId, string Number, string Step, string State, bool TellsDesk);
