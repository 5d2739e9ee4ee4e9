namespace Fengqiao.Contracts.Cases;

/// <summary>For whoever sends the reporter the link by which a call-back is answered.</summary>
public interface ICallBackLinks
{
    /// <summary>Path of the link for the call-back that is due now, the same each time it is asked for.</summary>
    /// <returns>Null where none is due any more, the link has expired, or there is nobody to send it to.</returns>
    Task<string?> PathAsync(Guid caseId, CancellationToken ct);
}
