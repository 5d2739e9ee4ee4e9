using System.Linq.Expressions;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Listing;

/// <summary>A page of the cases the caller may see, newest first unless asked otherwise.</summary>
internal sealed class ListCasesHandler(CaseQuery query, CasePresenter presenter, CurrentActor current)
{
    private static readonly Dictionary<string, Expression<Func<Case, object?>>> Sorts = new(StringComparer.Ordinal)
    {
        ["received"] = c => c.ReceivedUtc,
        ["registered"] = c => c.Sequence,
        ["due"] = c => c.CloseDueUtc,
        ["updated"] = c => c.UpdatedUtc,
        ["number"] = c => c.Number,
        ["place"] = c => c.Place,
    };

    public static IEnumerable<string> SortNames => Sorts.Keys;

    /// <param name="sort">A name of <see cref="SortNames"/>, with a leading minus for descending order.</param>
    public async Task<Result<PageOf<CaseRow>>> HandleAsync(CaseFilter filter, string? sort, Paging paging, CancellationToken ct)
    {
        var narrowed = query.Apply(filter, current.Actor);
        if (narrowed.Failed(out var error))
        {
            return error;
        }

        var ordered = Order(narrowed.Value, string.IsNullOrEmpty(sort) ? "-registered" : sort);
        if (ordered.Failed(out error))
        {
            return error;
        }

        var total = await narrowed.Value.CountAsync(ct);
        var rows = await ordered.Value.Skip(paging.Skip).Take(paging.PageSize).ToListAsync(ct);
        return new PageOf<CaseRow>(rows.ConvertAll(presenter.Row), total, paging.Page, paging.PageSize);
    }

    private static Result<IQueryable<Case>> Order(IQueryable<Case> cases, string sort)
    {
        var descending = sort.StartsWith('-');
        if (!Sorts.TryGetValue(sort.TrimStart('-'), out var key))
        {
            return CaseErrors.UnknownCode("sort", sort);
        }

        // Those without a limit come last either way: they are not what somebody who sorts by limits looks for.
        var first = sort.TrimStart('-') == "due" ? cases.OrderBy(c => c.CloseDueUtc == null) : cases.OrderBy(c => 0);
        return Result<IQueryable<Case>>.Of(descending
            ? first.ThenByDescending(key).ThenByDescending(c => c.Sequence)
            : first.ThenBy(key).ThenBy(c => c.Sequence));
    }
}
