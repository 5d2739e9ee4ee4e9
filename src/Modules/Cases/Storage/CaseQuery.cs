using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Ledger;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;

namespace Fengqiao.Cases.Storage;

/// <summary>
/// Says which of the cases an actor may see are meant, in the terms of the ledger. Bad values are errors that name the field, never an
/// empty list. Words are looked for elsewhere: see <see cref="Searching.TextSearch"/>.
/// </summary>
internal sealed class CaseQuery(IUnitDirectory units, CountyClock clock)
{
    /// <summary>Behind the code of a region: of the place nothing narrower is known than this region.</summary>
    public const char NoCloser = '.';

    private static readonly TimeSpan Soon = TimeSpan.FromHours(24);

    public Result<LedgerQuery> Read(CaseFilter filter, Actor actor)
    {
        Result<LedgerQuery> query = new LedgerQuery(new Sight(actor)) { Late = filter.Overdue };
        return query
            .Then(q => ByState(q, filter.State))
            .Then(q => ByChannel(q, filter.Channel))
            .Then(q => ByCategory(q, filter.Category))
            .Then(q => ByRegion(q, filter.Region))
            .Then(q => ByUnit(q, filter.Unit))
            .Then(q => ByDays(q, filter.From, filter.To))
            .Then(q => ByQueue(q, filter.Queue, actor));
    }

    /// <summary>The cases of a pile of work that this actor's posts can move on.</summary>
    public LedgerQuery Queue(LedgerQuery query, WorkQueue queue, Actor actor)
    {
        var now = clock.UtcNow;
        return queue switch
        {
            WorkQueue.ToDispatch => AtDesks(query, actor).In(CaseState.Registered),
            WorkQueue.ReturnsToReview => AtDesks(query, actor).In(CaseState.ReturnRequested),
            WorkQueue.ToSign => Handled(query, actor).In(CaseState.Dispatched),
            WorkQueue.InHand => Handled(query, actor).In(CaseState.Signed, CaseState.Handling),
            WorkQueue.DueSoon => Mine(query, actor).In(CaseStates.InHand) with { Due = (now, now + Soon) },
            WorkQueue.Overdue => Mine(query, actor).In(CaseStates.InHand) with { Due = (DateTime.MinValue, now) },
            WorkQueue.ToVerify => InArea(query, actor, Rights.CasesVerify).In(CaseState.Submitted),
            WorkQueue.ToCallBack => InArea(query, actor, Rights.CasesCallBack).In(CaseState.Verified),
            WorkQueue.ToClose => InArea(query, actor, Rights.CasesCallBack).In(CaseState.CalledBack),
            _ => throw new ArgumentOutOfRangeException(nameof(queue)),
        };
    }

    /// <summary>The piles that can ever hold something for this actor.</summary>
    public static IEnumerable<WorkQueue> QueuesOf(Actor actor)
    {
        if (actor.Can(Rights.CasesDispatch))
        {
            yield return WorkQueue.ToDispatch;
            yield return WorkQueue.ReturnsToReview;
        }

        if (actor.Can(Rights.CasesHandle))
        {
            yield return WorkQueue.ToSign;
            yield return WorkQueue.InHand;
        }

        if (actor.Can(Rights.CasesHandle) || actor.Can(Rights.CasesDispatch))
        {
            yield return WorkQueue.DueSoon;
            yield return WorkQueue.Overdue;
        }

        if (actor.Can(Rights.CasesVerify))
        {
            yield return WorkQueue.ToVerify;
        }

        if (actor.Can(Rights.CasesCallBack))
        {
            yield return WorkQueue.ToCallBack;
            yield return WorkQueue.ToClose;
        }
    }

    /// <summary>Limits that run out or have: a unit's own; for a dispatcher, those of the region.</summary>
    private static LedgerQuery Mine(LedgerQuery query, Actor actor) => actor.Can(Rights.CasesDispatch) ? query : Handled(query, actor);

    private static LedgerQuery Handled(LedgerQuery query, Actor actor) =>
        query with { Units = [.. actor.PostsWith(Rights.CasesHandle).Select(p => p.UnitId).Distinct()] };

    private static LedgerQuery InArea(LedgerQuery query, Actor actor, string right) => query with { Places = RegionsOf(actor, right) };

    private static LedgerQuery AtDesks(LedgerQuery query, Actor actor) => query with { Desks = RegionsOf(actor, Rights.CasesDispatch) };

    private static List<RegionCode> RegionsOf(Actor actor, string right) => [.. actor.PostsWith(right).Select(p => p.Region).Distinct()];

    private static Result<LedgerQuery> ByState(LedgerQuery query, string? code) =>
        string.IsNullOrEmpty(code) ? query
        : code == "open" ? query.In(CaseStates.Open)
        : CaseCodes.TryParse<CaseState>(code, out var state) ? query.In(state)
        : CaseErrors.UnknownCode("state", code);

    private static Result<LedgerQuery> ByChannel(LedgerQuery query, string? code) =>
        string.IsNullOrEmpty(code) ? query
        : CaseCodes.TryParse<Channel>(code, out var channel) ? query with { Channel = channel }
        : CaseErrors.UnknownCode("channel", code);

    private static Result<LedgerQuery> ByCategory(LedgerQuery query, string? code) =>
        string.IsNullOrEmpty(code) ? query
        : code == "none" ? query with { WithoutCategory = true }
        : code.All(char.IsAsciiLetterOrDigit) ? query with { Category = code }
        : CaseErrors.UnknownCode("category", code);

    private static Result<LedgerQuery> ByRegion(LedgerQuery query, string? code) =>
        string.IsNullOrEmpty(code) ? query
        : RegionCode.TryParse(code.TrimEnd(NoCloser), out var region) ? query with { Region = region, IsRegionExact = code.EndsWith(NoCloser) }
        : CaseErrors.UnknownCode("region", code);

    private Result<LedgerQuery> ByUnit(LedgerQuery query, string? code) =>
        string.IsNullOrEmpty(code) ? query
        : units.FindByCode(code) is { Id: var id } ? query with { Unit = id }
        : CaseErrors.UnknownCode("unit", code);

    private static Result<LedgerQuery> ByDays(LedgerQuery query, string? from, string? to)
    {
        if (!string.IsNullOrEmpty(from))
        {
            if (!TryDay(from, out var first))
            {
                return CaseErrors.UnknownCode("from", from);
            }

            query = query with { FromDay = first };
        }

        if (!string.IsNullOrEmpty(to))
        {
            if (!TryDay(to, out var last))
            {
                return CaseErrors.UnknownCode("to", to);
            }

            query = query with { ToDay = last };
        }

        return query;
    }

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is > 1900 and < 2200;

    private Result<LedgerQuery> ByQueue(LedgerQuery query, string? code, Actor actor) =>
        string.IsNullOrEmpty(code) ? query
        : CaseCodes.TryParse<WorkQueue>(code, out var queue) ? Queue(query, queue, actor)
        : CaseErrors.UnknownCode("queue", code);
}
