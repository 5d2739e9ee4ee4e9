namespace Fengqiao.Bench.Many;

/// <summary>Takes rows straight into a store, one table after the other. What the product guards is not guarded here.</summary>
internal interface IRowSink : IAsyncDisposable
{
    /// <summary>Removes what the table holds and its indexes, which are built again at the end.</summary>
    Task EmptyAsync(string table);

    Task FillAsync(string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows);

    Task FillSearchAsync(IEnumerable<(long Sequence, string Pairs)> texts);

    Task ExecuteAsync(string sql);

    /// <summary>Indexes again, and whatever the store does by itself when left alone for a while.</summary>
    Task FinishAsync();
}
