using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Organization.Administration;
using Fengqiao.Organization.Boundaries;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Organization.Features.ManageRegions;

/// <summary>Sets places up, names them, ends them and gives them their outlines.</summary>
internal sealed class RegionEditor(RegionAtlas atlas, DirectoryWriter writer, CountyClock clock)
{
    public const int LongestName = 100;

    public Task<Result<Done>> AddAsync(string parent, string? typedCode, string? typedName, string? from, CancellationToken ct) => RunAsync(async () =>
    {
        var checks = new InputChecks();
        var above = await atlas.FindAsync(parent, ct);
        if (above is null)
        {
            return OrganizationErrors.RegionUnknown;
        }

        var (code, name) = await NewAsync(atlas, checks, above, "code", typedCode, "newName", typedName, ct);
        var begins = checks.Date("newFrom", from);
        return checks.Error is { } error
            ? error
            : new Commit()
                .Insert(new Region { Code = code.Value, Name = name, Level = code.Level, Parent = above.Code, ValidFrom = begins })
                .Audit("region.added", "region", code.Value, new { name, parent, from = begins });
    }, ct);

    public Task<Result<Done>> ChangeAsync(string code, int expected, string? typedName, string? from, string? to, CancellationToken ct) => RunAsync(async () =>
    {
        if (await atlas.FindAsync(code, ct) is not { } region)
        {
            return OrganizationErrors.RegionUnknown;
        }

        var checks = new InputChecks();
        var name = checks.Required("name", typedName, LongestName);
        var (begins, ends) = (checks.Date("from", from), checks.Date("to", to));
        checks.Ordered(begins, ends, "to");
        if (ends is { } last && (await atlas.PartsAsync(code, ct)).Exists(p => p.IsValidOn(last.AddDays(1))))
        {
            checks.Refuse("to", OrganizationErrors.RegionHasParts);
        }

        if (checks.Error is { } error)
        {
            return error;
        }

        var changed = region with { Name = name, ValidFrom = begins, ValidTo = ends, Version = expected + 1 };
        return new Commit().Update(changed, expected)
            .Audit("region.changed", "region", code, new { before = new { region.Name, region.ValidFrom, region.ValidTo }, after = new { changed.Name, changed.ValidFrom, changed.ValidTo } });
    }, ct);

    /// <param name="text">GeoJSON that was drawn, pasted or uploaded.</param>
    public Task<Result<Done>> OutlineAsync(string code, int expected, string? text, CancellationToken ct) => RunAsync(async () =>
    {
        if (await atlas.FindAsync(code, ct) is not { } region)
        {
            return OrganizationErrors.RegionUnknown;
        }

        var read = BoundaryRules.Read(text);
        if (read.Failed(out var error))
        {
            return error.For("outline");
        }

        var faults = await atlas.CheckAsync(read.Value, code, region.Parent, Later(region.ValidFrom, clock.Today), [], ct);
        if (Error.Join([.. faults.Select(f => f.For("outline"))]) is { } broken)
        {
            return broken;
        }

        var (longitude, latitude) = OutlineGeometry.PointInside(read.Value);
        var changed = region with { Outline = OutlineGeometry.ToGeoJson(read.Value), Longitude = longitude, Latitude = latitude, Version = expected + 1 };
        return new Commit().Update(changed, expected).Audit("region.outlined", "region", code, new { points = read.Value.Rings.Sum(r => r.Length / 2) });
    }, ct);

    /// <summary>Reads the code and name of a place that does not exist yet.</summary>
    public static async Task<(RegionCode Code, string Name)> NewAsync(
        RegionAtlas atlas, InputChecks checks, Region above, string codeField, string? typedCode, string nameField, string? typedName, CancellationToken ct)
    {
        var code = checks.Region(codeField, checks.Required(codeField, typedCode, 40)) ?? default;
        if (!code.IsEmpty && code.Parent?.Value != above.Code)
        {
            checks.Refuse(codeField, OrganizationErrors.RegionCodeOutside(above.Code));
        }
        else if (!code.IsEmpty && await atlas.FindAsync(code.Value, ct) is not null)
        {
            // Codes are never used again: old cases lie under them.
            checks.Refuse(codeField, OrganizationErrors.RegionCodeTaken);
        }

        return (code, checks.Required(nameField, typedName, LongestName));
    }

    private static DateOnly Later(DateOnly? day, DateOnly other) => day is { } known && known > other ? known : other;

    private Task<Result<Done>> RunAsync(Func<Task<Result<Commit>>> act, CancellationToken ct) =>
        writer.ChangeAsync(Rights.OrganizationManage, DirectoryRevision.Regions, act, ct);
}
