namespace Fengqiao.Platform.Audit;

/// <summary>One chain, entry by entry: each has to follow the one before, be as it was written, and agree with the anchors taken of it.</summary>
internal sealed class ChainWalk
{
    private readonly IReadOnlyList<AuditAnchor> _anchors;
    private long _expected;
    private byte[] _previous;
    private long _good;
    private int _next;

    /// <param name="anchors">Of this chain, in the order of their entries.</param>
    public ChainWalk(int chain, AuditBase? from, IReadOnlyList<AuditAnchor> anchors)
    {
        Chain = chain;
        _anchors = anchors;
        _expected = (from?.Sequence ?? 0) + 1;
        _previous = from?.Hash ?? [];
        _good = _expected - 1;
        while (_next < anchors.Count && anchors[_next].Sequence < _expected)
        {
            _next++;
        }
    }

    public int Chain { get; }

    public AuditBreak? Take(AuditEntry entry)
    {
        if (Fault(entry) is { } reason)
        {
            return Break(Math.Min(entry.Sequence, _expected), reason);
        }

        _previous = entry.Hash;
        _expected++;
        while (_next < _anchors.Count && _anchors[_next].Sequence == entry.Sequence)
        {
            if (!_anchors[_next].Hash.AsSpan().SequenceEqual(entry.Hash))
            {
                // Written anew with fitting hashes: everything above the last anchor that agrees is in doubt.
                return Break(_good + 1, "anchor-differs");
            }

            _next++;
            _good = entry.Sequence;
        }

        return null;
    }

    /// <summary>At the end: the head has to name the last entry, and no anchor may speak of a later one.</summary>
    public AuditBreak? End(AuditHead? head)
    {
        if (_next < _anchors.Count)
        {
            return Break(_expected, "missing");
        }

        return head is null || (head.Sequence == _expected - 1 && head.Hash.AsSpan().SequenceEqual(_previous)) ? null : Break(_expected, "missing");
    }

    private AuditBreak Break(long sequence, string reason) => new(Chain, sequence, reason);

    private string? Fault(AuditEntry entry)
    {
        if (entry.Sequence != _expected)
        {
            return "missing";
        }

        if (!entry.PreviousHash.AsSpan().SequenceEqual(_previous))
        {
            return "not-linked";
        }

        return entry.RecomputeHash().AsSpan().SequenceEqual(entry.Hash) ? null : "changed";
    }
}
