using Microsoft.Data.Sqlite;

namespace Fengqiao.Platform.Persistence.Sqlite;

/// <summary>
/// The only connection that ever writes or checkpoints the SQLite file. Releases up to 3.51.2 can corrupt a WAL database when
/// two connections write or checkpoint at the same moment (sqlite.org, "WAL-reset bug"), hence one writer, no mmap, full sync.
/// </summary>
internal sealed class SqliteWriteStore(DatabaseOptions options) : IWriteStore
{
    private SqliteWriteTransaction? _open;

    public async Task<IWriteTransaction> OpenAsync(CancellationToken ct)
    {
        if (_open is not null)
        {
            return _open;
        }

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(options.ConnectionString)
        {
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = 30,
        }.ConnectionString);
        await connection.OpenAsync(ct);
        foreach (var pragma in (ReadOnlySpan<string>)["journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "mmap_size=0", "cache_size=-16384"])
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA " + pragma;
            command.ExecuteScalar();
        }

        return _open = new SqliteWriteTransaction(connection);
    }

    public StoreFault? Classify(Exception e) => e is not SqliteException sqlite
        ? null
        : sqlite.SqliteErrorCode switch
        {
            13 or 14 or 5 or 6 or 8 => StoreFault.Unavailable,
            10 or 11 or 26 => StoreFault.Broken,
            19 when sqlite.SqliteExtendedErrorCode == 787 => StoreFault.MissingReference,
            19 when sqlite.SqliteExtendedErrorCode is 1555 or 2067 or 2579 => StoreFault.Duplicate,
            _ => null,
        };

    public async ValueTask DisposeAsync()
    {
        if (_open is not null)
        {
            await _open.DisposeAsync();
        }
    }
}
