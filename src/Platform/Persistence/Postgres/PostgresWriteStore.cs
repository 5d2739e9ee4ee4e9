using System.Net.Sockets;
using Npgsql;

namespace Fengqiao.Platform.Persistence.Postgres;

/// <summary>Keeps one connection for the commit lane; opens a new one after a failure of the server.</summary>
internal sealed class PostgresWriteStore(NpgsqlDataSource source) : IWriteStore
{
    /// <summary>
    /// A node that stands still in the middle of a transaction keeps numbers and rows from the others: the database ends it, and the others, who
    /// wait a little longer than that, go on. What it had not committed it may send again.
    /// </summary>
    private const string Limits = "SET idle_in_transaction_session_timeout = '4s'; SET lock_timeout = '8s'";

    private const string IdleInTransaction = "57P05";

    private PostgresWriteTransaction? _open;

    public async Task<IWriteTransaction> OpenAsync(CancellationToken ct)
    {
        if (_open is { IsUsable: true })
        {
            return _open;
        }

        if (_open is not null)
        {
            await _open.DisposeAsync();
        }

        var connection = await source.OpenConnectionAsync(ct);
        await using var limits = new NpgsqlCommand(Limits, connection);
        await limits.ExecuteNonQueryAsync(ct);
        return _open = new PostgresWriteTransaction(connection);
    }

    public StoreFault? Classify(Exception e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => StoreFault.Duplicate,
        PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation } => StoreFault.MissingReference,
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } => StoreFault.Rivalry,
        // Stood still, or waited for somebody who did.
        PostgresException { SqlState: IdleInTransaction or PostgresErrorCodes.LockNotAvailable } => StoreFault.Unavailable,
        PostgresException { SqlState: PostgresErrorCodes.DiskFull or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.ReadOnlySqlTransaction } => StoreFault.Unavailable,
        PostgresException => null,
        NpgsqlException or SocketException or TimeoutException or IOException => StoreFault.Unavailable,
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
