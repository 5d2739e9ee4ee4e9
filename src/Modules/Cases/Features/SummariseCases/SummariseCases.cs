using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.SummariseCases;

/// <summary>How many cases have a value. The same filter with this value added lists exactly these.</summary>
public sealed record CountOf(string Code, string Name, int Count);

/// <summary>
/// 按期办结率: closed in time over closed plus those still open past their limit. A case that is late and never closed must
/// not improve the rate. Null where nothing falls under it.
/// </summary>
internal sealed record OnTimeRate(int InTime, int Closed, int OverdueOpen, double? Rate);

internal sealed record CaseSummary(
    int Total,
    int Open,
    int Closed,
    IReadOnlyList<CountOf> ByState,
    IReadOnlyList<CountOf> ByCategory,
    IReadOnlyList<CountOf> ByRegion,
    IReadOnlyList<CountOf> ByUnit,
    IReadOnlyList<CountOf> ByChannel,
    IReadOnlyList<CountOf> ByDay,
    OnTimeRate OnTime);

/// <summary>Counts the cases the caller may see. Every figure is a list that the same filter opens.</summary>
internal sealed class SummariseCasesHandler(CaseQuery query, IRegionDirectory regions, IUnitDirectory units, CatalogueSource catalogue, CountyClock clock, CurrentActor current)
{
    private sealed record Key(CaseState State, string? Category, string Place, Guid? Unit, Channel Channel, DateTime Hour, bool Late);

    public async Task<Result<CaseSummary>> HandleAsync(CaseFilter filter, CancellationToken ct)
    {
        if (!current.Actor.Can(Rights.StatisticsRead))
        {
            return CaseErrors.NotAllowed;
        }

        var narrowed = query.Apply(filter, current.Actor);
        if (narrowed.Failed(out var error))
        {
            return error;
        }

        var now = clock.UtcNow;
        var rows = await narrowed.Value
            .Select(c => new Key(c.State, c.Category, c.Place, c.LeadUnitId, c.Channel, c.ReceivedUtc,
                c.CloseDueUtc != null && (c.StoppedUtc == null ? c.CloseDueUtc < now : c.StoppedUtc > c.CloseDueUtc)))
            .ToListAsync(ct);
        var level = RegionCode.TryParse(filter.Region, out var region) ? region.Level : RegionLevel.County;
        return new CaseSummary(
            rows.Count,
            rows.Count(r => CaseStates.Open.Contains(r.State)),
            rows.Count(r => r.State == CaseState.Closed),
            Count(rows, r => CaseCodes.Of(r.State), code => code),
            Count(rows, r => r.Category is { Length: >= 2 } code ? code[..2] : "none", code => catalogue.Current.PathOf(code, Languages.IsEnglish)),
            Count(rows, r => ChildOf(r.Place, level), code => RegionCode.TryParse(code, out var place) ? regions.PathOf(place) : code),
            Count(rows.Where(r => r.Unit is not null), r => units.Find(r.Unit!.Value)?.Code ?? "?", code => units.FindByCode(code)?.Name ?? code),
            Count(rows, r => CaseCodes.Of(r.Channel), code => code),
            [.. Count(rows, r => clock.ToLocal(r.Hour).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), day => day).OrderBy(d => d.Code, StringComparer.Ordinal)],
            OnTime(rows));
    }

    private static OnTimeRate OnTime(List<Key> rows)
    {
        var closed = rows.Count(r => r.State == CaseState.Closed);
        var inTime = rows.Count(r => r.State == CaseState.Closed && !r.Late);
        var overdueOpen = rows.Count(r => CaseStates.Open.Contains(r.State) && r.Late);
        var all = closed + overdueOpen;
        return new OnTimeRate(inTime, closed, overdueOpen, all == 0 ? null : Math.Round((double)inTime / all, 4));
    }

    /// <summary>The region one level below the one asked for; the place itself where less is known.</summary>
    private static string ChildOf(string place, RegionLevel level)
    {
        var code = RegionCode.Parse(place);
        return (code.At(level + 1) ?? code).Value;
    }

    private static List<CountOf> Count(IEnumerable<Key> rows, Func<Key, string> by, Func<string, string> name) =>
        [.. rows.GroupBy(by, StringComparer.Ordinal).Select(g => new CountOf(g.Key, name(g.Key), g.Count())).OrderByDescending(c => c.Count).ThenBy(c => c.Code, StringComparer.Ordinal)];
}

internal static class SummariseCasesEndpoint
{
    public static void MapSummariseCases(this IEndpointRouteBuilder api) =>
        api.MapGet("/statistics/summary", async Task<IResult> (string? q, string? state, string? category, string? channel, string? region, string? unit, bool? overdue,
                string? from, string? to, SummariseCasesHandler handler, HttpContext context, CancellationToken ct) =>
            {
                var filter = new CaseFilter { Q = q, State = state, Category = category, Channel = channel, Region = region, Unit = unit, Overdue = overdue, From = from, To = to };
                var summary = await handler.HandleAsync(filter, ct);
                return summary.Failed(out var error) ? Problems.Result(context, error) : TypedResults.Ok(summary.Value);
            })
            .RequireAuthorization()
            .WithName("SummariseCases").WithTags("Statistics").WithSummary("Counts by state, category, region, unit, channel and day, and the on-time rate")
            .Produces<CaseSummary>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
}
