using Fengqiao.Cases.Listing;
using Fengqiao.Cases.Storage;
using Fengqiao.Platform.Http;

namespace Fengqiao.Cases.Features.ShowWork;

/// <summary>A notice as one line.</summary>
public sealed record NoticeLine(string Move, string Text, string Number, string Title, DateTime At);

/// <summary>Picks what a person should look at first out of the piles that wait for them.</summary>
internal sealed class UrgentWork(ListCasesHandler cases)
{
    private const int Most = 12;

    /// <summary>From the most pressing pile to the least; within a pile what is due or was received first.</summary>
    private static readonly (string Queue, string Sort)[] Order =
    [
        ("overdue", "due"), ("due-soon", "due"), ("returns-to-review", "received"), ("to-sign", "due"), ("to-dispatch", "received"),
        ("to-verify", "received"), ("to-call-back", "received"), ("to-close", "received"), ("in-hand", "due"),
    ];

    public async Task<IReadOnlyList<CaseRow>> ListAsync(IReadOnlyList<WorkCount> counts, CancellationToken ct)
    {
        var first = new List<CaseRow>();
        foreach (var (queue, sort) in Order.Where(o => counts.Any(c => c.Queue == o.Queue && c.Count > 0)))
        {
            var listed = await cases.HandleAsync(new CaseFilter { Queue = queue }, sort, new Paging(1, Most), ct);
            first.AddRange(listed.Value.Items.Where(row => first.TrueForAll(f => f.Number != row.Number)).Take(Most - first.Count));
            if (first.Count == Most)
            {
                break;
            }
        }

        return first;
    }

    /// <summary>What is late in the area of those who look on and have no pile of their own.</summary>
    public async Task<IReadOnlyList<CaseRow>> ListOverdueAsync(CancellationToken ct) =>
        (await cases.HandleAsync(new CaseFilter { State = "open", Overdue = true }, "due", new Paging(1, Most), ct)).Value.Items;

    /// <summary>How many cases are open, and how many of these late, for those who look on and have no pile of their own.</summary>
    public async Task<(long Open, long Overdue)> CountAsync(CancellationToken ct)
    {
        var one = new Paging(1, 1);
        var open = await cases.HandleAsync(new CaseFilter { State = "open" }, null, one, ct);
        var overdue = await cases.HandleAsync(new CaseFilter { State = "open", Overdue = true }, null, one, ct);
        return (open.Value.Total, overdue.Value.Total);
    }
}
