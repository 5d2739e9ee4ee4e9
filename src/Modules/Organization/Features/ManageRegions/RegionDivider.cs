using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Organization.Administration;
using Fengqiao.Organization.Boundaries;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Imports;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Organization.Features.ManageRegions;

/// <summary>Code and name for a place that comes out of a division.</summary>
internal sealed record SuccessorInput(string? Code, string? Name);

/// <summary>
/// 析置、撤并: divides a place or joins several from a day on. The old codes end the day before and stay for what happened in them; the new
/// ones name them as predecessors. Only lowest places: whatever lies below would need new codes too, which begin with the place's own.
/// </summary>
internal sealed class RegionDivider(RegionAtlas atlas, DirectoryWriter writer, CountyClock clock)
{
    /// <summary>What a line makes of a place, for looking at it before deciding.</summary>
    public static Result<IReadOnlyList<Outline>> Preview(Region region, string? line)
    {
        if (region.Outline is null)
        {
            return OrganizationErrors.OutlineUnknown.For("line");
        }

        var result = DrawnGeometry.Line(line).Then(points => Outline.Parse(region.Outline).Then(o => Division.Split(o, points)));
        return result.Failed(out var error) ? error.For("line") : result;
    }

    public Task<Result<Done>> SplitAsync(string code, int expected, string? line, IReadOnlyList<SuccessorInput> successors, string? from, CancellationToken ct) => RunAsync(async () =>
    {
        var found = await EndingAsync(code, ct);
        var (region, above) = found.IsSuccess ? found.Value : default;
        if (found.Failed(out var error) || Preview(region, line).Failed(out error))
        {
            return error;
        }

        var pieces = Preview(region, line).Value;
        if (pieces.Count != successors.Count)
        {
            return OrganizationErrors.PiecesChanged;
        }

        var checks = new InputChecks();
        var first = FirstDay(checks, from);
        var commit = new Commit();
        var codes = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < pieces.Count; i++)
        {
            var (next, name) = await RegionEditor.NewAsync(atlas, checks, above, $"code{i}", successors[i].Code, $"name{i}", successors[i].Name, ct);
            if (!next.IsEmpty && !codes.Add(next.Value))
            {
                checks.Refuse($"code{i}", OrganizationErrors.RegionCodeTaken);
            }

            AddSuccessor(commit, next, name, above, first, pieces[i], [code]);
        }

        if (checks.Error is { } faults)
        {
            return faults;
        }

        return commit.Update(region with { ValidTo = first.AddDays(-1), Version = expected + 1 }, expected)
            .Audit("region.split", "region", code, new { into = codes.Order(StringComparer.Ordinal), from = first });
    }, ct);

    /// <param name="others">The places of the same parent that are joined with it, with the versions their reader saw.</param>
    public Task<Result<Done>> MergeAsync(string code, int expected, IReadOnlyList<(string Code, int Version)> others, SuccessorInput successor, string? from, CancellationToken ct) => RunAsync(async () =>
    {
        if (others.Count == 0)
        {
            return OrganizationErrors.NothingToMerge.For("with");
        }

        var joined = new List<(Region Region, int Expected)>();
        Region? above = null;
        foreach (var (one, version) in others.Prepend((code, expected)))
        {
            var found = await EndingAsync(one, ct);
            if (found.Failed(out var error))
            {
                return error.For("with");
            }

            joined.Add((found.Value.Region, version));
            above ??= found.Value.Above;
        }

        var checks = new InputChecks();
        if (joined.Exists(j => j.Region.Parent != above!.Code))
        {
            checks.Refuse("with", OrganizationErrors.NothingToMerge);
        }

        var first = FirstDay(checks, from);
        var (next, name) = await RegionEditor.NewAsync(atlas, checks, above!, "code", successor.Code, "name", successor.Name, ct);
        var outline = Union(checks, joined);
        if (checks.Error is { } faults)
        {
            return faults;
        }

        var commit = new Commit();
        AddSuccessor(commit, next, name, above!, first, outline, [.. joined.Select(j => j.Region.Code)]);
        joined.ForEach(j => commit.Update(j.Region with { ValidTo = first.AddDays(-1), Version = j.Expected + 1 }, j.Expected));
        return commit.Audit("region.merged", "region", next.Value, new { of = joined.Select(j => j.Region.Code), from = first });
    }, ct);

    private static Outline? Union(InputChecks checks, List<(Region Region, int Expected)> joined)
    {
        var outlines = joined.Select(j => j.Region.Outline is { } text ? Outline.Parse(text) : OrganizationErrors.OutlineUnknown).ToList();
        if (outlines.TrueForAll(o => !o.IsSuccess))
        {
            // Places nobody has surveyed can be joined as well; the outline comes later.
            return null;
        }

        if (outlines.Find(o => !o.IsSuccess) is { Error: { } missing })
        {
            checks.Refuse("with", missing);
            return null;
        }

        var union = Division.Merge([.. outlines.Select(o => o.Value)]);
        if (union.Failed(out var apart))
        {
            checks.Refuse("with", apart);
            return null;
        }

        return union.Value;
    }

    private static void AddSuccessor(Commit commit, RegionCode code, string name, Region above, DateOnly from, Outline? outline, IReadOnlyList<string> predecessors)
    {
        var inside = outline is null ? ((double, double)?)null : OutlineGeometry.PointInside(outline);
        commit.Insert(new Region
        {
            Code = code.Value,
            Name = name,
            Level = code.Level,
            Parent = above.Code,
            ValidFrom = from,
            Longitude = inside?.Item1,
            Latitude = inside?.Item2,
            Outline = outline is null ? null : OutlineGeometry.ToGeoJson(outline),
        });
        commit.InsertAll(predecessors.Select(p => new RegionPredecessor { Code = code.Value, Predecessor = p }));
    }

    private DateOnly FirstDay(InputChecks checks, string? from)
    {
        checks.Required("from", from, 20);
        var day = checks.Date("from", from) ?? clock.Today;
        if (day < clock.Today)
        {
            checks.Refuse("from", OrganizationErrors.BeginsInThePast);
        }

        return day;
    }

    /// <summary>A place that can end: in force, with something above it and nothing below.</summary>
    private async Task<Result<(Region Region, Region Above)>> EndingAsync(string code, CancellationToken ct)
    {
        if (await atlas.FindAsync(code, ct) is not { } region || region.Parent is null || await atlas.FindAsync(region.Parent, ct) is not { } above)
        {
            return OrganizationErrors.RegionUnknown;
        }

        if (!region.IsValidOn(clock.Today) || region.ValidTo is not null)
        {
            return OrganizationErrors.RegionNotInForce;
        }

        return (await atlas.PartsAsync(code, ct)).Exists(p => p.IsValidOn(clock.Today)) ? OrganizationErrors.RegionHasParts : (region, above);
    }

    private Task<Result<Done>> RunAsync(Func<Task<Result<Commit>>> act, CancellationToken ct) =>
        writer.ChangeAsync(Rights.OrganizationManage, DirectoryRevision.Regions, act, ct);
}
