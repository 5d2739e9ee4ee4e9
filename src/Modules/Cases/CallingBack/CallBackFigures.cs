using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.CallingBack;

/// <param name="Reason">Code of a <see cref="CallBackExclusion"/>.</param>
public sealed record ExcludedCount(string Reason, int Count);

/// <summary>A part of a whole with both said. The rate is null where nothing can be divided by.</summary>
/// <param name="Sum">Weighted for rates of solving and satisfaction, else a count.</param>
public sealed record CallBackRate(double Sum, int Of)
{
    /// <summary>Below this many answers a rate says little.</summary>
    public const int Few = 30;

    public double? Rate => Of == 0 ? null : Math.Round(Sum / Of, 4);

    public bool IsSmall => Of is > 0 and < Few;
}

/// <summary>考核基数、回访率、响应率、解决率、满意率 of the call-backs due in a period.</summary>
/// <param name="Due">All that were due, excluded ones too.</param>
/// <param name="Population">N: due without those excluded.</param>
/// <param name="Waiting">Of the population, still to be called.</param>
/// <param name="Coverage">Answered of the population.</param>
/// <param name="Responded">The unit spoke to the reporter within its limit, of the population.</param>
public sealed record CallBackFigure(
    DateOnly From,
    DateOnly To,
    int Due,
    IReadOnlyList<ExcludedCount> Excluded,
    int Population,
    int Waiting,
    int NotReached,
    CallBackRate Coverage,
    CallBackRate Responded,
    CallBackRate Solved,
    CallBackRate Satisfied)
{
    /// <param name="Count">How many call-backs are alike in all that follows.</param>
    internal sealed record Group(CallBackState State, CallBackExclusion? Exclusion, bool WasContacted, Resolution? Resolution, Satisfaction? Satisfaction, int Count);

    /// <summary>A call-back that lapsed is none: its case went another way before anybody could be asked.</summary>
    internal static CallBackFigure Of(DateOnly from, DateOnly to, IReadOnlyCollection<Group> groups, CallBackRule rule)
    {
        var due = groups.Where(g => g.State != CallBackState.Lapsed).ToList();
        var counted = due.FindAll(g => g.State != CallBackState.Excluded);
        var answered = counted.FindAll(g => g.State == CallBackState.Done);
        var (population, successful) = (Sum(counted), Sum(answered));
        return new CallBackFigure(
            from,
            to,
            Sum(due),
            [.. due.Where(g => g.State == CallBackState.Excluded).GroupBy(g => g.Exclusion).Select(g => new ExcludedCount(g.Key is { } reason ? CaseCodes.Of(reason) : "", Sum(g)))
                .OrderBy(e => e.Reason, StringComparer.Ordinal)],
            population,
            Sum(counted.Where(g => CallBackStates.Open.Contains(g.State))),
            Sum(counted.Where(g => g.State == CallBackState.NotReached)),
            new CallBackRate(successful, population),
            new CallBackRate(Sum(counted.Where(g => g.WasContacted)), population),
            new CallBackRate(Weighted(answered, g => g.Resolution is { } r ? rule.WeightOf(r) : 0), successful),
            new CallBackRate(Weighted(answered, g => g.Satisfaction is { } s ? rule.WeightOf(s) : 0), successful));
    }

    private static int Sum(IEnumerable<Group> groups) => groups.Sum(g => g.Count);

    private static double Weighted(IEnumerable<Group> groups, Func<Group, int> hundredths) => groups.Sum(g => (long)g.Count * hundredths(g)) / 100d;
}

/// <summary>Counts the call-backs due in a period among the cases the actor may see, weighed by the rule in force on its last day.</summary>
internal sealed class CallBackFigures(FengqiaoDb db, CaseAccess access, CallBackKeeper keeper, IUnitDirectory units, CountyClock clock, CurrentActor current)
{
    private const int MostDays = 3660;
    private const int UsualDays = 30;

    /// <param name="from">First day; null for thirty days that end with <paramref name="to"/>.</param>
    /// <param name="to">Last day; null for today.</param>
    public async Task<Result<CallBackFigure>> ReadAsync(DateOnly? from, DateOnly? to, string? region, string? unit, CancellationToken ct)
    {
        if (!current.Actor.Can(Rights.StatisticsRead) && !current.Actor.Can(Rights.CasesCallBack))
        {
            return CaseErrors.NotAllowed;
        }

        var last = to ?? clock.Today;
        var first = from ?? last.AddDays(1 - UsualDays);
        if (first > last || last.DayNumber - first.DayNumber >= MostDays)
        {
            return CallBackErrors.PeriodTooLong;
        }

        var errors = new List<Error>();
        var tasks = Narrowed(region, unit, errors);
        if (Error.Join(errors) is { } error)
        {
            return error;
        }

        var (begin, end) = (clock.ToUtc(first.ToDateTime(TimeOnly.MinValue)), clock.ToUtc(last.AddDays(1).ToDateTime(TimeOnly.MinValue)));
        var groups = await tasks.Where(t => t.DueUtc >= begin && t.DueUtc < end)
            .GroupBy(t => new { t.State, t.Exclusion, t.WasContacted, t.Resolution, t.Satisfaction })
            .Select(g => new CallBackFigure.Group(g.Key.State, g.Key.Exclusion, g.Key.WasContacted, g.Key.Resolution, g.Key.Satisfaction, g.Count()))
            .ToListAsync(ct);
        return CallBackFigure.Of(first, last, groups, await keeper.RuleAsync(last, ct));
    }

    private IQueryable<CallBackTask> Narrowed(string? region, string? unit, List<Error> errors)
    {
        var cases = access.Visible(current.Actor);
        if (!string.IsNullOrEmpty(region))
        {
            if (RegionCode.TryParse(region, out var within))
            {
                cases = cases.Where(CaseAccess.Within(within));
            }
            else
            {
                errors.Add(CaseErrors.UnknownCode("region", region));
            }
        }

        var tasks = db.Set<CallBackTask>().Where(t => cases.Any(c => c.Id == t.CaseId));
        if (!string.IsNullOrEmpty(unit))
        {
            if (units.FindByCode(unit) is { Id: var wanted })
            {
                return tasks.Where(t => t.UnitId == wanted);
            }

            errors.Add(CaseErrors.UnknownCode("unit", unit));
        }

        return tasks;
    }
}
