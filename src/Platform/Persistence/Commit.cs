using Fengqiao.Kernel;
using Fengqiao.Platform.Audit;

namespace Fengqiao.Platform.Persistence;

/// <summary>A row that two people may change at the same time. Every write compares <see cref="Version"/>.</summary>
public interface IVersioned
{
    /// <summary>The value of its primary key, which is one column: an identifier, or the code a record is known by.</summary>
    object Key { get; }

    /// <summary>1 when inserted, one more with each change.</summary>
    int Version { get; }
}

/// <summary>
/// Everything one act changes, decided before anything is written: either all of it is on disk when the lane answers, or none.
/// Rows are read when the transaction runs, so that numbers allotted in it find their way into them.
/// </summary>
public sealed class Commit
{
    private readonly List<object> _inserts = [];
    private readonly List<object> _deletes = [];
    private readonly List<object> _upserts = [];
    private readonly List<(IVersioned Row, int Expected)> _updates = [];
    private readonly List<NumberRequest> _numbers = [];
    private readonly List<AuditRecord> _audits = [];
    private readonly List<IndexRequest> _indexed = [];
    private string? _whyUnaudited;

    internal IReadOnlyList<object> Inserts => _inserts;

    internal IReadOnlyList<object> Deletes => _deletes;

    internal IReadOnlyList<object> Upserts => _upserts;

    internal IReadOnlyList<(IVersioned Row, int Expected)> Updates => _updates;

    internal IReadOnlyList<NumberRequest> Numbers => _numbers;

    internal IReadOnlyList<AuditRecord> Audits => _audits;

    internal IReadOnlyList<IndexRequest> Indexed => _indexed;

    /// <summary>What to answer a repeated request with; set by the writer when the caller sent an idempotency key.</summary>
    internal IdempotencyClaim? Claim { get; set; }

    /// <summary>
    /// True when the commit may share a transaction with others: it can lose at one place only, so that losing
    /// leaves nothing of it behind.
    /// </summary>
    internal bool CanShare => _updates.Count <= 1 && _deletes.Count == 0 && _upserts.Count == 0 && _inserts.Count <= 64;

    /// <summary>True where nothing would be written.</summary>
    internal bool IsEmpty => _inserts.Count + _deletes.Count + _upserts.Count + _updates.Count + _indexed.Count == 0;

    public Commit Insert<T>(T row)
        where T : class
    {
        _inserts.Add(row);
        return this;
    }

    public Commit InsertAll<T>(IEnumerable<T> rows)
        where T : class
    {
        _inserts.AddRange(rows);
        return this;
    }

    /// <summary>Writes the row if its stored version is still <paramref name="expected"/>; otherwise the whole commit is refused.</summary>
    public Commit Update<T>(T row, int expected)
        where T : class, IVersioned
    {
        _updates.Add((row, expected));
        return this;
    }

    /// <summary>Inserts the row or overwrites the one with the same key. For records that only their owner writes.</summary>
    public Commit Upsert<T>(T row)
        where T : class
    {
        _upserts.Add(row);
        return this;
    }

    public Commit Delete<T>(T row)
        where T : class
    {
        _deletes.Add(row);
        return this;
    }

    /// <summary>
    /// Allots the next number of a series without gaps: the counter moves in the same transaction, as late as possible.
    /// </summary>
    /// <param name="series">Name of the counter, e.g. the date and area part of a case number.</param>
    /// <param name="assign">Called with the number before rows are written; called again if the transaction has to be repeated.</param>
    public Commit Number(string series, Action<long> assign)
    {
        _numbers.Add(new NumberRequest(series, assign));
        return this;
    }

    /// <summary>Records who did what. Details must not hold personal data: the audit outlives the person's erasure.</summary>
    public Commit Audit(string action, string objectType, string objectId, object? details = null)
    {
        _audits.Add(new AuditRecord(action, objectType, () => objectId, details));
        return this;
    }

    /// <summary>As <see cref="Audit"/>, for an object whose number is only known inside the transaction.</summary>
    public Commit AuditLate(string action, string objectType, Func<string> objectId, object? details = null)
    {
        _audits.Add(new AuditRecord(action, objectType, objectId, details));
        return this;
    }

    /// <summary>
    /// For the machine's own notes only, which are no act of anybody: every other commit without an entry is refused. Who uses it stands in the list
    /// of <c>AuditRuleTests</c>, so that adding one is a decision.
    /// </summary>
    /// <param name="why">Why nobody will ever ask who did it.</param>
    public Commit WithoutAudit(string why)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        _whyUnaudited = why;
        return this;
    }

    /// <summary>
    /// Each act has its entry in the transaction of what it changes. A commit of several acts has several: a person is entered, and gets a post.
    /// </summary>
    /// <exception cref="InvalidOperationException">The program forgot the entry.</exception>
    internal Commit RequireAudit()
    {
        if (IsEmpty || _audits.Count > 0 || _whyUnaudited is not null)
        {
            return this;
        }

        var changed = _inserts.Concat(_deletes).Concat(_upserts).Concat(_updates.Select(u => (object)u.Row)).Select(r => r.GetType().Name).Distinct(StringComparer.Ordinal).ToList();
        throw new InvalidOperationException("A change without an audit entry: " + string.Join(", ", changed));
    }

    /// <summary>Tells the other parts after the commit, at least once. Built inside the transaction, when numbers are known.</summary>
    public Commit Publish<T>(Func<T> message)
        where T : class, IOutboxEvent
    {
        _inserts.Add(new PendingEvent(message));
        return this;
    }

    /// <summary>Takes over all that another commit would have written, so that both happen or neither.</summary>
    public Commit Include(Commit other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _whyUnaudited ??= other._whyUnaudited;
        _inserts.AddRange(other._inserts);
        _deletes.AddRange(other._deletes);
        _upserts.AddRange(other._upserts);
        _updates.AddRange(other._updates);
        _numbers.AddRange(other._numbers);
        _audits.AddRange(other._audits);
        _indexed.AddRange(other._indexed);
        return this;
    }

    /// <summary>Puts a text into a full-text index under a numeric key known once the numbers are allotted.</summary>
    public Commit Index(string index, Func<long> key, string text)
    {
        _indexed.Add(new IndexRequest(index, key, text, Replaces: false));
        return this;
    }

    /// <summary>As <see cref="Index"/>, in the place of the text that is under the key already.</summary>
    public Commit Reindex(string index, Func<long> key, string text)
    {
        _indexed.Add(new IndexRequest(index, key, text, Replaces: true));
        return this;
    }
}

internal sealed record NumberRequest(string Series, Action<long> Assign);

internal sealed record IndexRequest(string Index, Func<long> Key, string Text, bool Replaces);

/// <summary>An event waiting for its row: identifier and time are given when the commit enters the lane.</summary>
internal sealed record PendingEvent(Func<IOutboxEvent> Message);

internal sealed record IdempotencyClaim(string Key, string RequestHash, Func<string> Answer);
