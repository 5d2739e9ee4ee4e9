using Fengqiao.Cases.Domain;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;

namespace Fengqiao.Cases.Intake;

/// <summary>Finds where a matter is: by the point on the map, by the grid or region named, by the address text, in this order.</summary>
internal sealed class PlaceFinder(IRegionDirectory regions)
{
    /// <summary>
    /// The lowest region known. The county itself when nothing more is known: such a case is seen by the county's desks only.
    /// </summary>
    public Result<RegionCode> Find(double? longitude, double? latitude, string? region, string? address)
    {
        if (regions.County is not { } county)
        {
            return CaseErrors.CountyMissing;
        }

        if (longitude is null != latitude is null)
        {
            return CaseErrors.HalfAPoint;
        }

        var named = Named(region);
        if (named.Failed(out var error))
        {
            return error;
        }

        if (longitude is { } x && latitude is { } y)
        {
            var grid = double.IsFinite(x) && double.IsFinite(y) ? regions.GridAt(x, y) : null;
            if (grid is null)
            {
                return CaseErrors.OutsideCounty;
            }

            return named.Value is { } expected && !expected.Contains(grid.Code) ? CaseErrors.GridElsewhere : grid.Code;
        }

        return named.Value ?? FromAddress(address) ?? county.Code;
    }

    private Result<RegionCode?> Named(string? region)
    {
        if (string.IsNullOrWhiteSpace(region))
        {
            return (RegionCode?)null;
        }

        return RegionCode.TryParse(region.Trim(), out var code) && regions.Find(code) is not null
            ? (Result<RegionCode?>)code
            : CaseErrors.GridUnknown;
    }

    /// <summary>The town, village or grid that a text names; null where it names none or several.</summary>
    public RegionCode? InText(string text) => FromAddress(text) is { Level: > RegionLevel.County } place ? place : null;

    private RegionCode? FromAddress(string? address) =>
        string.IsNullOrWhiteSpace(address) ? null : regions.FromAddress(address)?.Code;
}
