using System.Runtime.CompilerServices;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Ledger;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.Listing;

/// <summary>
/// The ledger of cases (台账) as a table: the columns people know from paper, words instead of codes, times in the county's zone.
/// Names and phones of people are not in it: a file goes where nobody records who reads it.
/// </summary>
internal sealed class CaseExport(
    CaseFinder finder, CaseAccess access, CasePresenter presenter, CountyClock clock, CurrentActor current, IStringLocalizer<CasesTexts> texts, IStringLocalizer<ListTexts> list)
{
    public const int MostRows = 100_000;
    private const int AtOnce = 500;

    private static readonly string[] Columns =
        ["number", "title", "description", "state", "urgency", "category", "channel", "place", "address", "people", "unit", "received", "registered", "dispatched", "due", "first-due", "extended", "suspended", "closed", "overdue", "resolution", "satisfaction"];

    public IReadOnlyList<string> Headers { get; } = [.. Columns.Select(c => list[$"Export.{c}"].Value)];

    /// <summary>How many rows the file would have, or why it is not made.</summary>
    /// <param name="filter">Query of the list.</param>
    /// <param name="numbers">Only these; empty for all that the filter finds.</param>
    public async Task<Result<long>> CountAsync(string? filter, IReadOnlyList<string> numbers, CancellationToken ct) =>
        numbers.Count > 0 ? await Chosen(numbers).LongCountAsync(ct) : (await FindAsync(filter, ct)).Map(found => (long)found.Count);

    /// <summary>The rows: those chosen in the order of arrival, the others as the list is sorted. Ask <see cref="CountAsync"/> first.</summary>
    public async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(string? filter, IReadOnlyList<string> numbers, [EnumeratorCancellation] CancellationToken ct)
    {
        if (numbers.Count > 0)
        {
            foreach (var c in await Chosen(numbers).OrderBy(c => c.Sequence).ToListAsync(ct))
            {
                yield return Cells(c);
            }

            yield break;
        }

        var found = await FindAsync(filter, ct);
        foreach (var part in found.IsSuccess ? found.Value.Chunk(AtOnce) : [])
        {
            foreach (var c in await finder.LoadAsync(part, ct))
            {
                yield return Cells(c);
            }
        }
    }

    private async Task<Result<IReadOnlyList<int>>> FindAsync(string? filter, CancellationToken ct)
    {
        var sort = LedgerSort.From(ListQuery.SortOf(filter));
        if (sort.Failed(out var error))
        {
            return error;
        }

        var found = await finder.FindAsync(ListQuery.FilterOf(filter), sort.Value, 0, MostRows, ct);
        return found.Failed(out error) ? error
            : found.Value.IsCapped ? DeskErrors.TooManyHits(found.Value.Total)
            : found.Value.Total > MostRows ? DeskErrors.TooManyRows(found.Value.Total, MostRows)
            : Result<IReadOnlyList<int>>.Of(found.Value.Sequences);
    }

    private IQueryable<Case> Chosen(IReadOnlyList<string> numbers) => access.Visible(current.Actor).Where(c => numbers.Contains(c.Number));

    private object?[] Cells(Case c)
    {
        var row = presenter.Row(c);
        return
        [
            row.Number, row.Title, c.Description, texts[$"state.{row.State}"].Value, texts[$"urgency.{row.Urgency}"].Value, row.Category?.Name, texts[$"channel.{row.Channel}"].Value,
            row.Place.Name, c.Address, c.PeopleConcerned, row.LeadUnit?.Name, Local(c.ReceivedUtc), Local(c.RegisteredUtc), Local(c.DispatchedUtc), Local(c.CloseDueUtc), Local(c.CloseDueFirstUtc), c.TimesExtended, c.TimesSuspended,
            Local(c.ClosedUtc),
            c.CloseDueUtc is null ? null : texts[row.Overdue ? "List.Overdue.True" : "List.Overdue.False"].Value,
            c.Resolution is { } resolution ? texts[$"resolution.{CaseCodes.Of(resolution)}"].Value : null,
            c.Satisfaction is { } satisfaction ? texts[$"satisfaction.{CaseCodes.Of(satisfaction)}"].Value : null,
        ];
    }

    /// <summary>To the minute, as people write times.</summary>
    private string? Local(DateTime? utc) =>
        utc is { } at ? clock.ToLocal(at).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture) : null;
}
