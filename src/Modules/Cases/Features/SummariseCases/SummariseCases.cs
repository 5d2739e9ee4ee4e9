using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Ledger;
using Fengqiao.Cases.Listing;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.SummariseCases;

/// <summary>Counts the cases the caller may see. Every figure is a list that the same filter opens.</summary>
internal sealed class SummariseCasesHandler(
    CaseLedger ledger,
    LedgerFeed feed,
    CaseQuery query,
    CaseFinder finder,
    IRegionDirectory regions,
    IUnitDirectory units,
    CatalogueSource catalogue,
    CountyClock clock,
    CurrentActor current)
{
    public async Task<Result<CaseSummary>> HandleAsync(CaseFilter filter, CancellationToken ct)
    {
        var counted = await TallyAsync(filter, ct);
        return counted.Map(tally => Summarise(tally, filter.Region));
    }

    /// <summary>The bare counts, for those who compare or shade.</summary>
    public async Task<Result<Tally>> TallyAsync(CaseFilter filter, CancellationToken ct)
    {
        if (!current.Actor.Can(Rights.StatisticsRead))
        {
            return CaseErrors.NotAllowed;
        }

        await feed.RefreshAsync(ct);
        var meant = query.Read(filter, current.Actor);
        if (meant.Failed(out var error))
        {
            return error;
        }

        if (string.IsNullOrWhiteSpace(filter.Q))
        {
            return Tally.Of(ledger, meant.Value, clock.UtcNow);
        }

        var hits = await finder.HitsAsync(meant.Value, filter.Q, int.MaxValue, ct);
        return hits.Map(found =>
        {
            var only = new SequenceBits(found.DefaultIfEmpty().Max());
            found.ForEach(only.Add);
            return Tally.Of(ledger, meant.Value, clock.UtcNow, only);
        });
    }

    /// <summary>
    /// Counts by the regions one level below the one asked for. Where no more than the region itself is known of the place, under that
    /// with <see cref="CaseQuery.NoCloser"/> behind it, so that its list holds these cases and no others.
    /// </summary>
    public static Dictionary<string, int> ByChildRegion(Tally tally, string? region)
    {
        var level = RegionCode.TryParse(region, out var within) ? within.Level : RegionLevel.County;
        return Grouped(tally.ByPlace, ChildOf);

        string ChildOf(string place) => level < RegionLevel.Grid && RegionCode.TryParse(place, out var code)
            ? code.At(level + 1)?.Value ?? place + CaseQuery.NoCloser
            : place;
    }

    private CaseSummary Summarise(Tally tally, string? region) => new(
        tally.Total,
        tally.Open,
        tally.Closed,
        Sorted(tally.ByState.Select(s => (CaseCodes.Of(s.State), s.Count)), code => code),
        Sorted(Pairs(Grouped(tally.ByCategory, code => code.Length >= 2 ? code[..2] : "none")), code => catalogue.Current.PathOf(code, Languages.IsEnglish)),
        Sorted(Pairs(ByChildRegion(tally, region)), PlaceName),
        Sorted(tally.ByUnit.Select(u => (units.Find(u.Key)?.Code ?? "?", u.Value)), code => units.FindByCode(code)?.Name ?? code),
        Sorted(tally.ByChannel.Select(c => (CaseCodes.Of(c.Channel), c.Count)), code => code),
        [.. tally.ByDay.Select(d => DayCount(d.Key, d.Value))],
        OnTimeRate.Of(tally.InTime, tally.Closed, tally.OverdueOpen));

    private string PlaceName(string code) => RegionCode.TryParse(code.TrimEnd(CaseQuery.NoCloser), out var place)
        ? (place == regions.County?.Code ? regions.County.Name : regions.PathOf(place)) + (code.EndsWith(CaseQuery.NoCloser) ? " …" : "")
        : code;

    private static CountOf DayCount(DateOnly day, int count)
    {
        var code = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new CountOf(code, code, count);
    }

    private static Dictionary<string, int> Grouped(IReadOnlyDictionary<string, int> counts, Func<string, string> by) =>
        counts.GroupBy(c => by(c.Key), c => c.Value, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(), StringComparer.Ordinal);

    private static IEnumerable<(string Code, int Count)> Pairs(Dictionary<string, int> counts) => counts.Select(c => (c.Key, c.Value));

    private static List<CountOf> Sorted(IEnumerable<(string Code, int Count)> counts, Func<string, string> name) =>
        [.. counts.Select(c => new CountOf(c.Code, name(c.Code), c.Count)).OrderByDescending(c => c.Count).ThenBy(c => c.Code, StringComparer.Ordinal)];
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
