using Fengqiao.Cases.Domain;

namespace Fengqiao.Cases.Ledger;

/// <summary>The columns of a case that the ledger keeps.</summary>
internal sealed record LedgerRow(
    long Sequence,
    int Version,
    string Number,
    CaseState State,
    Channel Channel,
    string? Category,
    string Place,
    string Desk,
    Guid? Unit,
    string FirstReceiver,
    DateTime ReceivedUtc,
    DateTime RegisteredUtc,
    DateTime UpdatedUtc,
    DateTime? CloseDueUtc,
    DateTime? StoppedUtc,
    CaseSecrecy Secrecy);
