using System.Collections.Frozen;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Directories;

internal sealed class UnitDirectory : IUnitDirectory, IReloadable
{
    private FrozenDictionary<Guid, UnitInfo> _byId = FrozenDictionary<Guid, UnitInfo>.Empty;
    private FrozenDictionary<string, UnitInfo> _byCode = FrozenDictionary<string, UnitInfo>.Empty;
    private IReadOnlyList<UnitInfo> _all = [];

    string IReloadable.Name => DirectoryRevision.Units;

    public IReadOnlyList<UnitInfo> All => _all;

    public UnitInfo? Find(Guid id) => _byId.GetValueOrDefault(id);

    public UnitInfo? FindByCode(string code) => _byCode.GetValueOrDefault(code);

    async Task IReloadable.LoadAsync(FengqiaoDb db, DateOnly today, Guid revision, CancellationToken ct)
    {
        var rows = await db.Set<Unit>().OrderBy(u => u.Code).ToListAsync(ct);
        var infos = rows.ConvertAll(u => (Row: u, Info: new UnitInfo(u.Id, u.Code, u.Name, u.Kind, RegionCode.Parse(u.Region), u.Phone)));
        _byId = infos.ToFrozenDictionary(u => u.Info.Id, u => u.Info);
        _all = [.. infos.Where(u => u.Row.WorksOn(today)).Select(u => u.Info)];
        _byCode = _all.ToFrozenDictionary(u => u.Code, StringComparer.OrdinalIgnoreCase);
    }
}
