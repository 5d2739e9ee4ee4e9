using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.PersonalData;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Fengqiao.Platform.Backup;

/// <summary>What a backup holds besides the database.</summary>
/// <param name="Attachments">The attachments' folder.</param>
/// <param name="Files">Single files by the names they have in the backup; those that are not there are left out.</param>
public sealed record BackupParts(string Attachments, IReadOnlyDictionary<string, string> Files);

/// <summary>
/// Makes a backup while people work: the database as it was at one moment, then the files it speaks of, sealed under a key that the master
/// key wraps. The master key itself is never in it.
/// </summary>
public sealed class BackupMaker(DatabaseOptions database, SchemaScripts scripts, KeyRing ring, CountyClock clock)
{
    /// <summary>Name of the SQLite database in a backup; tables of PostgreSQL are <c>table/NAME</c>.</summary>
    public const string SqliteItem = "fengqiao.db";

    public const string TablePrefix = "table/";
    public const string AttachmentPrefix = "attachment/";
    public const string FilePrefix = "file/";

    /// <summary>Written anew by every start.</summary>
    internal static readonly string[] NotCopied = ["schema_versions"];

    /// <param name="target">Written under another name first; exists only when it is whole and on disk.</param>
    public async Task<Result<IReadOnlyList<BackupItem>>> MakeAsync(string target, BackupParts parts, Action<long> progress, CancellationToken ct)
    {
        var partial = target + ".partial";
        var missing = 0;
        IReadOnlyList<BackupItem> items;
        await using (var file = new FileStream(partial, Private()))
        {
            using var writer = BackupFile.Create(file, ring, database.Kind, scripts.For(database.Kind).Max(s => s.Number), clock.UtcNow);
            var attachments = database.Kind == DatabaseKind.Sqlite ? await CopySqliteAsync(writer, ct) : await CopyPostgresAsync(writer, ct);
            foreach (var (done, id) in attachments.Index())
            {
                ct.ThrowIfCancellationRequested();
                missing += TryAdd(writer, AttachmentPrefix + id, PathOf(parts.Attachments, id)) ? 0 : 1;
                progress(done + 1);
            }

            foreach (var (name, path) in parts.Files)
            {
                TryAdd(writer, FilePrefix + name, path);
            }

            writer.Finish();
            file.Flush(flushToDisk: true);
            items = writer.Items;
        }

        if (missing > 0)
        {
            File.Delete(partial);
            return new Error(BackupErrors.FilesMissing, ErrorKind.Unavailable, null, missing);
        }

        File.Move(partial, target, overwrite: true);
        return Result<IReadOnlyList<BackupItem>>.Of(items);
    }

    /// <summary>Where an attachment lies below its folder.</summary>
    public static string PathOf(string attachments, string id) => Path.Combine(attachments, id[^4..^2], id[^2..], id);

    private static bool TryAdd(BackupWriter writer, string name, string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        writer.Add(name, content);
        return true;
    }

    /// <summary>A copy beside the database, which is as readable as that is, and gone a moment later.</summary>
    private async Task<List<string>> CopySqliteAsync(BackupWriter writer, CancellationToken ct)
    {
        var copy = Path.Combine(database.DataFolder, "run", $"backup-{clock.NewId():n}.db");
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        try
        {
            await using (new FileStream(copy, Private()))
            {
                // Made first, so that it is the owner's alone from its first byte.
            }

            await using var source = new SqliteConnection(new SqliteConnectionStringBuilder(database.ConnectionString) { Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
            await source.OpenAsync(ct);
            await using var command = source.CreateCommand();
            command.CommandText = "VACUUM INTO @copy";
            command.Parameters.AddWithValue("@copy", copy);
            await command.ExecuteNonQueryAsync(ct);
            await using (var content = File.OpenRead(copy))
            {
                writer.Add(SqliteItem, content);
            }

            await using var read = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
            await read.OpenAsync(ct);
            return await TextsAsync(read.CreateCommand(), "SELECT id FROM case_attachments", ct);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    /// <summary>Every table in one snapshot.</summary>
    private async Task<List<string>> CopyPostgresAsync(BackupWriter writer, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        foreach (var table in await PostgresTables.InOrderAsync(connection, ct))
        {
            await using var content = await connection.BeginRawBinaryCopyAsync($"COPY {table.Name} ({table.Columns}) TO STDOUT (FORMAT BINARY)", ct);
            writer.Add(TablePrefix + table.Name, content);
        }

        return await TextsAsync(connection.CreateCommand(), "SELECT CAST(id AS text) FROM case_attachments", ct);
    }

    private static async Task<List<string>> TextsAsync(System.Data.Common.DbCommand command, string sql, CancellationToken ct)
    {
        await using (command)
        {
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync(ct);
            var ids = new List<string>();
            while (await reader.ReadAsync(ct))
            {
                ids.Add(Guid.Parse(reader.GetString(0)).ToString("N"));
            }

            return ids;
        }
    }

    private static FileStreamOptions Private()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
