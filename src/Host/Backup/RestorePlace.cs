using System.Globalization;
using Fengqiao.Host.Server;
using Fengqiao.Host.Settings;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.PersonalData;
using Microsoft.Data.Sqlite;

namespace Fengqiao.Host.Backup;

/// <summary>Where a backup is unpacked, and how it takes the place of what is there. The data folder is locked by the caller.</summary>
internal sealed class RestorePlace(ServerOptions options, CountyClock clock)
{
    private readonly DataFolder _live = options.Folder;
    private readonly string? _liveFile = options.Database.Kind == DatabaseKind.Sqlite ? FileOf(options.Database) : null;

    /// <summary>On the volume of the data, so that taking their place is a matter of names.</summary>
    public string Staged { get; } = options.Folder.In("run", "r" + clock.NewId().ToString("N")[..8]);

    /// <summary>On PostgreSQL the empty database itself: nothing in it can be lost.</summary>
    public DatabaseOptions StagedDatabase => _liveFile is null ? options.Database with { DataFolder = Staged } : DatabaseOptions.From(null, Staged).Value;

    /// <summary>There are data here already. An empty file is what the lock has just made.</summary>
    public bool IsTaken => _liveFile is not null && new FileInfo(_liveFile) is { Exists: true, Length: > 0 };

    /// <summary>Everybody who is known to have been erased: by the list beside the data, the one given, and the database that is there.</summary>
    public async Task<IReadOnlyList<Guid>> ErasedAsync(string? given, CancellationToken ct)
    {
        var erased = ErasureLog.Read(_live.In(ErasureLog.FileName)).Concat(given is null ? [] : ErasureLog.Read(given)).ToHashSet();
        if (IsTaken)
        {
            await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _liveFile, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
            await connection.OpenAsync(ct);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT id FROM erasures";
            try
            {
                await using var reader = await command.ExecuteReaderAsync(ct);
                while (await reader.ReadAsync(ct))
                {
                    erased.Add(Guid.Parse(reader.GetString(0)));
                }
            }
            catch (SqliteException)
            {
                // What is being replaced may be too old or too damaged to say; that is why it is being replaced.
            }
        }

        return [.. erased];
    }

    /// <summary>Moves what is there aside and the restored data in. While the marker is there no server starts: a restore that was cut off here is simply repeated.</summary>
    public void Swap()
    {
        File.WriteAllText(_live.RestoreMarker, "");
        var aside = _live.In("replaced-" + clock.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        foreach (var name in (string[])["attachments", "keys", "audit-anchors.jsonl"])
        {
            Exchange(_live.In(name), Path.Combine(Staged, name), Path.Combine(aside, name));
        }

        // Where a server listens and whom it trusts is this machine's own; it is put back only where there is nothing.
        if (!File.Exists(_live.SettingsFile) && File.Exists(Path.Combine(Staged, "fengqiao.json")))
        {
            File.Move(Path.Combine(Staged, "fengqiao.json"), _live.SettingsFile);
        }

        if (_liveFile is not null)
        {
            foreach (var side in (string[])["-wal", "-shm"])
            {
                Exchange(_liveFile + side, "", Path.Combine(aside, Path.GetFileName(_liveFile) + side));
            }

            Exchange(_liveFile, FileOf(StagedDatabase), Path.Combine(aside, Path.GetFileName(_liveFile)));
        }

        File.Delete(_live.RestoreMarker);
    }

    /// <summary>Whatever the end was: nothing of what was unpacked is left lying about.</summary>
    public void Clean()
    {
        SqliteConnection.ClearAllPools();
        if (Directory.Exists(Staged))
        {
            Directory.Delete(Staged, recursive: true);
        }
    }

    private static string FileOf(DatabaseOptions database) => new SqliteConnectionStringBuilder(database.ConnectionString).DataSource;

    private static void Exchange(string live, string staged, string aside)
    {
        if (IsEmpty(live))
        {
            Remove(live);
        }
        else
        {
            DataFolder.MakePrivate(Path.GetDirectoryName(aside)!);
            Move(live, aside);
        }

        Move(staged, live);
    }

    private static bool IsEmpty(string path) =>
        Directory.Exists(path) ? !Directory.EnumerateFileSystemEntries(path).Any() : !File.Exists(path) || new FileInfo(path).Length == 0;

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path);
        }
        else
        {
            File.Delete(path);
        }
    }

    private static void Move(string from, string to)
    {
        if (Directory.Exists(from))
        {
            Directory.Move(from, to);
        }
        else if (File.Exists(from))
        {
            File.Move(from, to, overwrite: true);
        }
    }
}
