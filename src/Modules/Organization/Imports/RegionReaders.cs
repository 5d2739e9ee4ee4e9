using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Imports;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.Spreadsheets;

namespace Fengqiao.Organization.Imports;

/// <summary>行政区划: from the province to the village, from a table or a GeoJSON feature collection.</summary>
internal sealed class RegionReader(FengqiaoDb db) : IDirectoryReader<RegionRow>
{
    public string Name => "regions";

    public string Right => Rights.OrganizationManage;

    public string Directory => DirectoryRevision.Regions;

    public ColumnMap Columns => RegionCells.Columns;

    public Result<TableFile> Open(string file) => GeoJsonTable.Open(file, Columns);

    public RegionRow? Read(CellReader cells)
    {
        var row = RegionCells.Read(cells);
        if (row?.Code.Level == RegionLevel.Grid)
        {
            cells.Refuse("code", OrganizationErrors.IsAGrid);
        }

        return row;
    }

    public Task<ImportPlan> PlanAsync(IReadOnlyList<ImportRow<RegionRow>> rows, CancellationToken ct) => new RegionPlanner(db).PlanAsync(rows, ct);
}

/// <summary>网格: below the villages, which must be there first.</summary>
internal sealed class GridReader(FengqiaoDb db) : IDirectoryReader<RegionRow>
{
    public string Name => "grids";

    public string Right => Rights.OrganizationManage;

    public string Directory => DirectoryRevision.Regions;

    public ColumnMap Columns => RegionCells.Columns;

    public Result<TableFile> Open(string file) => GeoJsonTable.Open(file, Columns);

    public RegionRow? Read(CellReader cells)
    {
        var row = RegionCells.Read(cells);
        if (row is not null && row.Code.Level != RegionLevel.Grid)
        {
            cells.Refuse("code", OrganizationErrors.NotAGrid);
        }

        return row;
    }

    public Task<ImportPlan> PlanAsync(IReadOnlyList<ImportRow<RegionRow>> rows, CancellationToken ct) => new RegionPlanner(db).PlanAsync(rows, ct);
}
