using System.Collections.Frozen;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Directories;

internal sealed class RegionDirectory : IRegionDirectory, IReloadable
{
    private Snapshot _now = Snapshot.Empty;

    string IReloadable.Name => DirectoryRevision.Regions;

    public RegionInfo? County => _now.County;

    /// <summary>Changes with every change of the regions; an entity tag for what is made of them.</summary>
    public Guid Revision => _now.Revision;

    /// <summary>All regions valid today, in order of their codes.</summary>
    public IReadOnlyList<RegionInfo> All => _now.All;

    public RegionInfo? Find(RegionCode code) => _now.Valid.GetValueOrDefault(code);

    public IReadOnlyList<RegionInfo> Children(RegionCode code) => _now.Children.GetValueOrDefault(code) ?? [];

    public string PathOf(RegionCode code)
    {
        var names = new List<string>(3);
        for (RegionCode? at = code; at is { Level: >= RegionLevel.Town } place; at = place.Parent)
        {
            if (_now.Names.TryGetValue(place, out var name))
            {
                // Grids are often named after their village; nobody says the village twice.
                if (names.Count > 0 && names[0].Length > name.Length && names[0].StartsWith(name, StringComparison.Ordinal))
                {
                    names[0] = names[0][name.Length..];
                }

                names.Insert(0, name);
            }
        }

        if (names.Count > 0 && _now.Names.ContainsKey(code))
        {
            return string.Join(' ', names);
        }

        return _now.Names.GetValueOrDefault(code) ?? code.Value;
    }

    public RegionInfo? GridAt(double longitude, double latitude) => _now.Grids.At(longitude, latitude);

    public RegionInfo? FromAddress(string address) => _now.ByName.In(address);

    async Task IReloadable.LoadAsync(FengqiaoDb db, DateOnly today, Guid revision, CancellationToken ct)
    {
        var rows = await db.Set<Region>().ToListAsync(ct);
        _now = new Snapshot(rows, today, revision);
    }

    private sealed class Snapshot
    {
        public static readonly Snapshot Empty = new([], default, Guid.Empty);

        public Snapshot(List<Region> rows, DateOnly today, Guid revision)
        {
            Revision = revision;
            rows.Sort((a, b) => string.CompareOrdinal(a.Code, b.Code));
            Names = rows.ToFrozenDictionary(r => RegionCode.Parse(r.Code), r => r.Name);
            var valid = rows.FindAll(r => r.IsValidOn(today)).ConvertAll(r => (Row: r, Info: new RegionInfo(RegionCode.Parse(r.Code), r.Name, r.Longitude, r.Latitude)));
            All = valid.ConvertAll(v => v.Info);
            Valid = All.ToFrozenDictionary(r => r.Code);
            Children = All.Where(r => r.Code.Parent is not null).GroupBy(r => r.Code.Parent!.Value)
                .ToFrozenDictionary(g => g.Key, g => (IReadOnlyList<RegionInfo>)[.. g]);
            County = All.FirstOrDefault(r => r.Code.Level == RegionLevel.County);
            ByName = new PlaceNames(All);
            Grids = new OutlineIndex<RegionInfo>(valid
                .Where(v => v.Info.Code.Level == RegionLevel.Grid && v.Row.Outline is not null)
                .Select(v => (Outline.Parse(v.Row.Outline!), v.Info))
                .Where(v => v.Item1.IsSuccess)
                .Select(v => (v.Item1.Value, v.Info)));
        }

        public Guid Revision { get; }

        public IReadOnlyList<RegionInfo> All { get; }

        public RegionInfo? County { get; }

        public FrozenDictionary<RegionCode, RegionInfo> Valid { get; }

        /// <summary>Also of places that are no more: old cases lie in them.</summary>
        public FrozenDictionary<RegionCode, string> Names { get; }

        public FrozenDictionary<RegionCode, IReadOnlyList<RegionInfo>> Children { get; }

        public PlaceNames ByName { get; }

        public OutlineIndex<RegionInfo> Grids { get; }
    }
}
