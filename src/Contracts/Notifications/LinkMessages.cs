namespace Fengqiao.Contracts.Notifications;

/// <summary>Whether the links by which reporters answer call-backs go out, for the list that shows who was sent one.</summary>
public interface ILinkMessages
{
    /// <summary>False while the county sends none: no way for text messages is on, the routing leaves them out, or the site has no public address.</summary>
    Task<bool> AreSentAsync(CancellationToken ct);

    /// <summary>How far the latest link of each case got: waiting, sent, failed or given-up. Cases for which none was planned are left out.</summary>
    Task<IReadOnlyDictionary<Guid, string>> StatesAsync(IReadOnlyCollection<Guid> cases, CancellationToken ct);
}
