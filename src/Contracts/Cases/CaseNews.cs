using Fengqiao.Kernel;

namespace Fengqiao.Contracts.Cases;

/// <summary>A colleague wrote to other units. It carries no words of the comment.</summary>
public sealed record CaseCommented(Guid CaseId, string Number, Guid FromUnitId, IReadOnlyList<Guid> ToUnits, DateTime AtUtc) : IOutboxEvent;

/// <param name="IsActive">False after a return was approved: the unit was part of it.</param>
public sealed record CaseNewsUnit(Guid Id, bool IsLead, bool IsActive);

/// <summary>What may be said of a case outside of it: who answers for it. Nothing of what it is about, nobody's name.</summary>
/// <param name="Desk">The region whose desk decides while it is registered.</param>
/// <param name="IsUrgent">Whether it may wake somebody up.</param>
/// <param name="Readers">Accounts that alone may know of it; null where the units that take part may.</param>
public sealed record CaseNews(Guid Id, string Number, IReadOnlyList<CaseNewsUnit> Units, RegionCode Desk, bool IsUrgent, IReadOnlyList<string>? Readers);

/// <summary>For whoever tells people of steps. Asked by background work only: it knows no access filter beyond <see cref="CaseNews.Readers"/>.</summary>
public interface ICaseNews
{
    /// <summary>Null where there is no such case.</summary>
    Task<CaseNews?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>The reporter's number, to send a message to. That it was used is in the audit before it is given.</summary>
    /// <param name="purpose">Code of what for; goes into the audit.</param>
    /// <returns>Null where none was left or the person was erased.</returns>
    Task<string?> ReporterPhoneAsync(Guid id, string purpose, CancellationToken ct);
}
