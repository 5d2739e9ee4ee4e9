using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;

namespace Fengqiao.Organization.Directories;

/// <summary>
/// Finds regions by their names in an address as people write it: 枫桥镇杜黄新村12号. Longer names go before shorter ones that
/// lie in them; a name that several places have counts where a wider place beside it decides between them.
/// </summary>
internal sealed class PlaceNames
{
    private const int ShortestName = 2;
    private const int LongestAddress = 500;

    private readonly Dictionary<string, List<RegionInfo>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<RegionInfo>>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly int[] _lengths;

    public PlaceNames(IEnumerable<RegionInfo> regions)
    {
        foreach (var region in regions.Where(r => r.Name.Length >= ShortestName))
        {
            if (!_byName.TryGetValue(region.Name, out var list))
            {
                _byName[region.Name] = list = [];
            }

            list.Add(region);
        }

        _lookup = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
        _lengths = [.. _byName.Keys.Select(n => n.Length).Distinct().OrderDescending()];
    }

    /// <summary>The lowest place that the address names without ambiguity.</summary>
    public RegionInfo? In(string address)
    {
        var named = Named(address.AsSpan(0, Math.Min(address.Length, LongestAddress)));
        RegionInfo? found = null;
        for (var level = RegionLevel.Province; level <= RegionLevel.Grid; level++)
        {
            var here = named.Where(r => r.Code.Level == level && (found is null || found.Code.Contains(r.Code))).Take(2).ToList();
            if (here.Count > 1)
            {
                return found;
            }

            if (here.Count == 1)
            {
                found = here[0];
            }
        }

        return found;
    }

    private HashSet<RegionInfo> Named(ReadOnlySpan<char> address)
    {
        var named = new HashSet<RegionInfo>();
        var at = 0;
        while (at < address.Length)
        {
            at += Longest(address[at..], named);
        }

        return named;
    }

    /// <summary>Adds what the longest name at the start of the text stands for; returns how far to go on.</summary>
    private int Longest(ReadOnlySpan<char> text, HashSet<RegionInfo> named)
    {
        foreach (var length in _lengths)
        {
            if (length <= text.Length && _lookup.TryGetValue(text[..length], out var regions))
            {
                named.UnionWith(regions);
                return length;
            }
        }

        return 1;
    }
}
