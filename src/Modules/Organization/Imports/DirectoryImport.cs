using Fengqiao.Kernel;
using Fengqiao.Organization.Directories;
using Fengqiao.Platform.Imports;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.Spreadsheets;

namespace Fengqiao.Organization.Imports;

/// <summary>A kind of file whose records a directory shows.</summary>
internal interface IDirectoryReader<T> : IRowReader<T>
    where T : class
{
    /// <summary>The directory that shows these records.</summary>
    string Directory { get; }
}

/// <summary>Marks the directory as changed in the same transaction, and shows the change at once.</summary>
internal sealed class DirectoryImport<T>(IDirectoryReader<T> reader, DirectoryKeeper keeper) : IRowReader<T>
    where T : class
{
    public string Name => reader.Name;

    public string Right => reader.Right;

    public void Announce(Commit commit) => commit.Upsert(keeper.Changed(reader.Directory));

    public ColumnMap Columns => reader.Columns;

    public Result<TableFile> Open(string file) => reader.Open(file);

    public T? Read(CellReader cells) => reader.Read(cells);

    public async Task<ImportPlan> PlanAsync(IReadOnlyList<ImportRow<T>> rows, CancellationToken ct)
    {
        var plan = await reader.PlanAsync(rows, ct);
        Announce(plan.Commit);
        return plan;
    }

    public Task LoadedAsync(CancellationToken ct) => keeper.RefreshAsync(ct);
}
