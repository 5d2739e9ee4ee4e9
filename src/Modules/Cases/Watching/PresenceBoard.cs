using System.Collections.Concurrent;

namespace Fengqiao.Cases.Watching;

/// <summary>
/// Who has which case open: those connected to this node, and those of other nodes as last heard. Held in memory and forgotten with
/// the connection; nothing of it is kept.
/// </summary>
internal sealed class PresenceBoard
{
    private readonly ConcurrentDictionary<Guid, (Guid Case, string Account)> _here = new();
    private volatile IReadOnlyList<(Guid Case, string Account)> _elsewhere = [];

    public DeskSignal Changes { get; } = new();

    /// <summary>Somebody opens a case; the end of what is returned is their leaving. Two tabs of one person are one person.</summary>
    public IDisposable Enter(Guid connection, Guid caseId, string account)
    {
        _here[connection] = (caseId, account);
        Changes.Raise();
        return new Stay(this, connection);
    }

    /// <summary>The accounts of others who have the case open, in order.</summary>
    public IReadOnlyList<string> Others(Guid caseId, string account) =>
        [.. _here.Values.Concat(_elsewhere).Where(p => p.Case == caseId && p.Account != account).Select(p => p.Account).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Those connected to this node, each case and account once.</summary>
    public IReadOnlyCollection<(Guid Case, string Account)> Here() => _here.Values.ToHashSet();

    /// <summary>Takes over what the other nodes say.</summary>
    public void Hear(IReadOnlyList<(Guid Case, string Account)> elsewhere)
    {
        if (!_elsewhere.ToHashSet().SetEquals(elsewhere))
        {
            _elsewhere = elsewhere;
            Changes.Raise();
        }
    }

    private void Leave(Guid connection)
    {
        if (_here.TryRemove(connection, out _))
        {
            Changes.Raise();
        }
    }

    private sealed class Stay(PresenceBoard board, Guid connection) : IDisposable
    {
        public void Dispose() => board.Leave(connection);
    }
}
