using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.Data.Sqlite;

namespace Fengqiao.Host.Settings;

/// <summary>
/// Held by the one process that may write to a data folder and to its SQLite file. The system lets go of it when the process
/// ends, however it ends.
/// </summary>
internal sealed class DataLock : IDisposable
{
    public const string InUse = "host.data-in-use";

    private readonly List<FileStream> _files = [];

    private DataLock()
    {
    }

    public static Result<DataLock> Take(DataFolder folder, DatabaseOptions database)
    {
        var taken = new DataLock();
        try
        {
            taken.Add(folder.LockFile);
            if (database.Kind == DatabaseKind.Sqlite)
            {
                var file = new SqliteConnectionStringBuilder(database.ConnectionString).DataSource;
                // Two data folders may name one database file.
                taken.Add(file + ".lock");
                DataFolder.MakePrivateFile(file);
            }

            return taken;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            taken.Dispose();
            return e is UnauthorizedAccessException or DirectoryNotFoundException
                ? new Error("host.data-not-writable", ErrorKind.Unavailable, "--data", folder.Path)
                : new Error(InUse, ErrorKind.Conflict, "--data", folder.Path);
        }
    }

    public void Dispose() => _files.ForEach(f => f.Dispose());

    private void Add(string file) => _files.Add(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
}
