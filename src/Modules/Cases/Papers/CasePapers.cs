using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Reading;
using Fengqiao.Kernel;
using Fengqiao.Platform.Documents;

namespace Fengqiao.Cases.Papers;

/// <summary>The papers that are made of a case.</summary>
public enum PaperKind
{
    /// <summary>交办单: goes to the lead unit with the dispatch.</summary>
    Slip,

    /// <summary>受理回执: goes to the reporter.</summary>
    Receipt,

    /// <summary>事项办理单: the whole case, for the file.</summary>
    Whole,
}

/// <summary>Everything a paper may draw on: the case as its reader sees it, people masked.</summary>
internal sealed record PaperSource(CaseView Case, IReadOnlyList<TimelineView> Timeline, Receipt? Receipt);

/// <summary>Makes the papers of a case. What the reader may not see on the page is on no paper; talk between colleagues is on none at all.</summary>
internal sealed class CasePapers(GetCaseHandler cases, ListTimelineHandler timelines, ReceiptReader receipts, SlipPaper slip, ReceiptPaper receipt, WholePaper whole)
{
    public async Task<Result<OfficialPaper>> MakeAsync(string number, PaperKind kind, CancellationToken ct)
    {
        var found = await cases.HandleAsync(number, ct);
        if (found.Failed(out var error))
        {
            return error;
        }

        var timeline = await timelines.HandleAsync(number, ct);
        if (timeline.Failed(out error))
        {
            return error;
        }

        var source = new PaperSource(found.Value, timeline.Value.Items, kind == PaperKind.Receipt ? await receipts.FindAsync(number, ct) : null);
        OfficialPaper? made = kind switch
        {
            PaperKind.Slip => found.Value.DispatchedAt is null ? null : slip.Make(source),
            PaperKind.Receipt => source.Receipt is null ? null : receipt.Make(source),
            _ => whole.Make(source),
        };
        return made is null ? CaseErrors.NotFound : made;
    }
}
