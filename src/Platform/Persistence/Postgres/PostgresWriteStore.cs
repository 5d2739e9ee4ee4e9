using System.Net.Sockets;
using Npgsql;

namespace Fengqiao.Platform.Persistence.Postgres;

/// <summary>Keeps one connection for the commit lane; opens a new one after a failure of the server.</summary>
internal sealed class PostgresWriteStore(NpgsqlDataSource source) : IWriteStore
{
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

        return _open = new PostgresWriteTransaction(await source.OpenConnectionAsync(ct));
    }

    public StoreFault? Classify(Exception e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => StoreFault.Duplicate,
        PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation } => StoreFault.MissingReference,
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } => StoreFault.Rivalry,
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
