using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.CallingBack;

/// <summary>The telephone list: call-backs of cases the actor may see, within the area their post calls for.</summary>
internal sealed class CallBackList(FengqiaoDb db, CaseAccess access, CallBackReader reader, IUnitDirectory units, CountyClock clock, CurrentActor current)
{
    /// <summary>How far back the pile of those that are over reaches.</summary>
    public static readonly TimeSpan Shown = TimeSpan.FromDays(30);

    private sealed class Pair
    {
        public required CallBackTask Task { get; init; }

        public required Case On { get; init; }
    }

    public async Task<Result<PageOf<CallBackView>>> PageAsync(CallBackFilter filter, Paging paging, CancellationToken ct)
    {
        var read = Read(filter);
        if (read.Failed(out var error))
        {
            return error;
        }

        var total = await read.Value.CountAsync(ct);
        var rows = await read.Value.Skip(paging.Skip).Take(paging.PageSize).ToListAsync(ct);
        return new PageOf<CallBackView>([.. await reader.ViewsAsync(rows.ConvertAll(p => (p.Task, p.On)), ct)], total, paging.Page, paging.PageSize);
    }

    /// <summary>How many each pile holds under the other filters.</summary>
    public async Task<IReadOnlyDictionary<CallBackPile, int>> CountsAsync(CallBackFilter filter, CancellationToken ct)
    {
        var counts = new Dictionary<CallBackPile, int>();
        foreach (var pile in Enum.GetValues<CallBackPile>())
        {
            counts[pile] = Read(filter with { Pile = CaseCodes.Of(pile) }) is { IsSuccess: true, Value: var rows } ? await rows.CountAsync(ct) : 0;
        }

        return counts;
    }

    private Result<IQueryable<Pair>> Read(CallBackFilter filter)
    {
        if (!current.Actor.Can(Rights.CasesCallBack))
        {
            return CaseErrors.NotAllowed;
        }

        var errors = new List<Error>();
        var pile = CallBackPile.ToCall;
        if (filter.Pile is { } typed && !CaseCodes.TryParse(typed, out pile))
        {
            errors.Add(CaseErrors.UnknownCode("pile", typed));
        }

        var cases = Narrowed(filter, errors);
        CallBackState? state = null;
        if (!string.IsNullOrEmpty(filter.State))
        {
            state = CaseCodes.TryParse<CallBackState>(filter.State, out var known) ? known : null;
            if (state is null)
            {
                errors.Add(CaseErrors.UnknownCode("state", filter.State));
            }
        }

        return Error.Join(errors) is { } error ? error : Result<IQueryable<Pair>>.Of(Pile(pile, cases, state));
    }

    private IQueryable<Case> Narrowed(CallBackFilter filter, List<Error> errors)
    {
        var posts = current.Actor.PostsWith(Rights.CasesCallBack).Select(p => p.Region).Distinct().ToList();
        var cases = access.VisibleWithin(current.Actor, posts);
        if (!string.IsNullOrEmpty(filter.Region))
        {
            if (RegionCode.TryParse(filter.Region, out var region))
            {
                cases = cases.Where(CaseAccess.Within(region));
            }
            else
            {
                errors.Add(CaseErrors.UnknownCode("region", filter.Region));
            }
        }

        if (!string.IsNullOrEmpty(filter.Unit))
        {
            if (units.FindByCode(filter.Unit) is { Id: var unit })
            {
                cases = cases.Where(c => c.LeadUnitId == unit);
            }
            else
            {
                errors.Add(CaseErrors.UnknownCode("unit", filter.Unit));
            }
        }

        return cases;
    }

    private IQueryable<Pair> Pile(CallBackPile pile, IQueryable<Case> cases, CallBackState? state)
    {
        var now = clock.UtcNow;
        var since = now - Shown;
        var tasks = db.Set<CallBackTask>().AsQueryable();
        if (state is { } wanted)
        {
            tasks = tasks.Where(t => t.State == wanted);
        }

        tasks = pile switch
        {
            CallBackPile.ToCall => tasks.Where(t => t.EndedUtc == null && t.Exclusion == null && (t.NextUtc == null || t.NextUtc <= now)),
            CallBackPile.Later => tasks.Where(t => t.EndedUtc == null && t.Exclusion == null && t.NextUtc > now),
            CallBackPile.Asked => tasks.Where(t => t.EndedUtc == null && t.Exclusion != null),
            _ => tasks.Where(t => t.EndedUtc > since),
        };
        var pairs = tasks.Join(cases, t => t.CaseId, c => c.Id, (t, c) => new Pair { Task = t, On = c });
        return pile switch
        {
            CallBackPile.Later => pairs.OrderBy(p => p.Task.NextUtc).ThenBy(p => p.Task.Id),
            CallBackPile.Ended => pairs.OrderByDescending(p => p.Task.EndedUtc).ThenBy(p => p.Task.Id),
            _ => pairs.OrderBy(p => p.Task.DueUtc).ThenBy(p => p.Task.Id),
        };
    }
}
