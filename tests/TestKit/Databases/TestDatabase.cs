namespace Fengqiao.TestKit;

/// <summary>An empty database of one test. Its data folder, and on SQLite its file, are deleted with it.</summary>
public sealed class TestDatabase : IDisposable
{
    private readonly TempFolder _folder;

    private TestDatabase(DatabaseKind kind, TempFolder folder, string? connectionString)
    {
        Kind = kind;
        _folder = folder;
        ConnectionString = connectionString;
    }

    public DatabaseKind Kind { get; }

    /// <summary>What <c>--database</c> takes; null on SQLite, where the database is a file of the data folder.</summary>
    public string? ConnectionString { get; }

    /// <summary>What <c>--data</c> takes.</summary>
    public string DataFolder => _folder["data"];

    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind)
    {
        string? connectionString = null;
        if (kind == DatabaseKind.Postgres)
        {
            PostgresCluster cluster = await PostgresCluster.SharedAsync();
            connectionString = await cluster.CreateDatabaseAsync();
        }

        return new TestDatabase(kind, new TempFolder("data"), connectionString);
    }

    public void Dispose() => _folder.Dispose();
}
