using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.PersonalData;
using Microsoft.Data.Sqlite;

namespace Fengqiao.Platform.Backup;

/// <summary>
/// Unpacks a backup into an empty folder or database. It is read to its end before the first byte is written anywhere, and the unpacked
/// database is checked before anybody is told that it is there.
/// </summary>
public sealed class BackupUnpacker(SchemaScripts scripts, CountyClock clock)
{
    /// <summary>Folder of the attachments in an unpacked data folder.</summary>
    private const string Attachments = "attachments";

    /// <param name="folder">An empty folder that becomes a data folder.</param>
    /// <param name="target">Where the database goes; on SQLite a file in the folder.</param>
    public async Task<Result<IReadOnlyList<BackupItem>>> UnpackAsync(string file, KeyRing ring, BackupHeader header, string folder, DatabaseOptions target, CancellationToken ct)
    {
        if (header.Store != target.Kind)
        {
            return new Error(BackupErrors.OtherStore, ErrorKind.Refused, null, header.Store.ToString(), target.Kind.ToString());
        }

        var known = scripts.For(target.Kind).Max(s => s.Number);
        if (header.Schema > known)
        {
            return new Error(BackupErrors.TooNew, ErrorKind.Refused, null, header.Schema, known);
        }

        var verified = BackupFile.Verify(file, ring);
        if (verified.Failed(out var error))
        {
            return error;
        }

        if (target.Kind == DatabaseKind.Postgres && !await PostgresLoader.IsEmptyAsync(target.ConnectionString, ct))
        {
            return new Error(BackupErrors.TargetInUse, ErrorKind.Refused, "--database");
        }

        var tables = Path.Combine(folder, "tables");
        var unpacked = BackupFile.Read(file, ring, (name, content) => Write(PathOf(name, folder, tables, target), content));
        if (unpacked.Failed(out error))
        {
            return error;
        }

        return await LoadAsync(header, tables, target, ct) is { } notLoaded ? notLoaded : unpacked;
    }

    private async Task<Error?> LoadAsync(BackupHeader header, string tables, DatabaseOptions target, CancellationToken ct)
    {
        if (target.Kind == DatabaseKind.Sqlite)
        {
            return await IsSoundAsync(target.ConnectionString, ct) ? null : BackupErrors.Damaged;
        }

        // The schema as it was then; the start brings it up to today's.
        var then = new SchemaScripts(kind => [.. scripts.For(kind).Where(s => s.Number <= header.Schema)]);
        if ((await new SchemaMigrator(target, then, clock).MigrateAsync(ct)).Failed(out var error))
        {
            return error;
        }

        await PostgresLoader.LoadAsync(target.ConnectionString, tables, ct);
        Directory.Delete(tables, recursive: true);
        return null;
    }

    private static async Task<bool> IsSoundAsync(string connectionString, CancellationToken ct)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string?)await command.ExecuteScalarAsync(ct) == "ok";
    }

    /// <summary>Names come from a sealed file, and are taken apart all the same: none leads out of the folder.</summary>
    private static string PathOf(string name, string folder, string tables, DatabaseOptions target)
    {
        if (name == BackupMaker.SqliteItem)
        {
            return new SqliteConnectionStringBuilder(target.ConnectionString).DataSource;
        }

        if (name.StartsWith(BackupMaker.AttachmentPrefix, StringComparison.Ordinal) && Guid.TryParseExact(name[BackupMaker.AttachmentPrefix.Length..], "N", out var id))
        {
            return BackupMaker.PathOf(Path.Combine(folder, Attachments), id.ToString("N"));
        }

        return name.StartsWith(BackupMaker.TablePrefix, StringComparison.Ordinal)
            ? Path.Combine(tables, Path.GetFileName(name))
            : Path.Combine([folder, .. name[BackupMaker.FilePrefix.Length..].Split('/').Select(Path.GetFileName).OfType<string>()]);
    }

    private static void Write(string path, Stream content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        content.CopyTo(file);
        file.Flush(flushToDisk: true);
    }
}
