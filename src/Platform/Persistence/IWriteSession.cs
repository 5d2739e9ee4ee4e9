namespace Fengqiao.Platform.Persistence;

/// <summary>The one open write transaction, in the dialect of its store. Only the commit lane opens one.</summary>
public interface IWriteSession
{
    /// <summary>Runs one statement; parameters are named <c>@name</c> on both stores.</summary>
    Task<int> ExecuteAsync(string sql, CancellationToken ct, params (string Name, object? Value)[] parameters);

    /// <summary>The first column of the first row, or null.</summary>
    Task<object?> ScalarAsync(string sql, CancellationToken ct, params (string Name, object? Value)[] parameters);
}

/// <summary>The sets of rows a batch of commits needs written; each call is one statement, or one prepared statement repeated.</summary>
internal interface IWriteTransaction : IWriteSession
{
    Task BeginAsync(CancellationToken ct);

    Task CommitAsync(CancellationToken ct);

    Task RollbackAsync();

    /// <summary>Updates the rows whose stored version is as expected, and returns the keys of those.</summary>
    Task<HashSet<object>> UpdateAsync(RowMap map, IReadOnlyList<(IVersioned Row, int Expected)> rows, CancellationToken ct);

    Task InsertAsync(RowMap map, IReadOnlyList<object> rows, CancellationToken ct);

    Task UpsertAsync(RowMap map, IReadOnlyList<object> rows, CancellationToken ct);

    Task DeleteAsync(RowMap map, IReadOnlyList<object> rows, CancellationToken ct);

    /// <summary>Moves counters on and returns their new values. Taken up in the order given: two nodes that need the same two must not wait for each other.</summary>
    Task<IReadOnlyDictionary<string, long>> AllotAsync(IReadOnlyList<(string Series, int Count)> wanted, CancellationToken ct);

    /// <summary>Claims idempotency keys that nobody has yet, and returns those it got.</summary>
    Task<HashSet<string>> ClaimAsync(IReadOnlyList<IdempotencyKey> keys, CancellationToken ct);

    /// <summary>
    /// Asks for the end of the audit chain and keeps others from moving it. The question may travel with the next statement: the answer
    /// comes at the latest with <see cref="FlushAsync"/>.
    /// </summary>
    Task<(long Sequence, byte[] Hash)> LockAuditHeadAsync(int chain, CancellationToken ct);

    /// <summary>Sends what was held back.</summary>
    Task FlushAsync(CancellationToken ct);

    Task IndexAsync(string index, IReadOnlyList<(long Key, string Text)> texts, CancellationToken ct);

    Task UnindexAsync(string index, IReadOnlyList<long> keys, CancellationToken ct);

    /// <summary>Outside a transaction: gives up what the store still holds of rows as they were before they were changed or removed.</summary>
    Task ScrubAsync(IReadOnlyList<string> tables, CancellationToken ct);

    /// <summary>
    /// Outside a transaction: writes the tables anew, so that nothing of rows as they were stays in the store's files or its log. Nobody reads or
    /// writes them meanwhile.
    /// </summary>
    /// <returns>False where the store did not let this account clear its log: its operator has to.</returns>
    Task<bool> RewriteAsync(IReadOnlyList<string> tables, CancellationToken ct);
}

/// <summary>Opens write transactions on one store.</summary>
internal interface IWriteStore : IAsyncDisposable
{
    /// <summary>A transaction object that is used for one batch after the other.</summary>
    Task<IWriteTransaction> OpenAsync(CancellationToken ct);

    /// <summary>What a failure of the store means, or null when it is a programming fault.</summary>
    StoreFault? Classify(Exception e);
}

internal enum StoreFault
{
    /// <summary>A unique rule says the thing is there already.</summary>
    Duplicate,

    /// <summary>Something the row refers to is not there.</summary>
    MissingReference,

    /// <summary>Another node held what this one wanted and wanted what this one held; nothing was written, and the next try will go through.</summary>
    Rivalry,

    /// <summary>No space, no connection: may work again later.</summary>
    Unavailable,

    /// <summary>The disk did not keep what it acknowledged: nothing may be written until somebody has looked.</summary>
    Broken,
}

/// <summary>Lets the HTTP side tell a store that is away from a programming fault.</summary>
public interface IWriteStoreFaults
{
    bool IsUnavailable(Exception e);
}

internal sealed class WriteStoreFaults(IWriteStore store) : IWriteStoreFaults
{
    public bool IsUnavailable(Exception e) =>
        (e.InnerException is { } inner && IsUnavailable(inner)) || store.Classify(e) is StoreFault.Unavailable or StoreFault.Broken;
}
