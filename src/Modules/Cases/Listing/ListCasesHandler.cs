using Fengqiao.Cases.Features;
using Fengqiao.Cases.Ledger;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;

namespace Fengqiao.Cases.Listing;

/// <summary>A page of the cases the caller may see, newest first unless asked otherwise.</summary>
internal sealed class ListCasesHandler(CaseFinder finder, CasePresenter presenter)
{
    public static IEnumerable<string> SortNames => LedgerSort.Names;

    /// <param name="sort">A name of <see cref="SortNames"/>, with a leading minus for descending order.</param>
    public async Task<Result<PageOf<CaseRow>>> HandleAsync(CaseFilter filter, string? sort, Paging paging, CancellationToken ct)
    {
        var order = LedgerSort.From(sort);
        if (order.Failed(out var error))
        {
            return error;
        }

        var found = await finder.FindAsync(filter, order.Value, paging.Skip, paging.PageSize, ct);
        if (found.Failed(out error))
        {
            return error;
        }

        var cases = await finder.LoadAsync(found.Value.Sequences, ct);
        return new PageOf<CaseRow>(cases.ConvertAll(presenter.Row), found.Value.Total, paging.Page, paging.PageSize) { TotalIsCapped = found.Value.IsCapped };
    }
}
