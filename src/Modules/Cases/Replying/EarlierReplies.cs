using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Ledger;
using Fengqiao.Cases.Listing;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Insight;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Replying;

/// <summary>A closed matter like the one in hand, with what its reporter was told.</summary>
/// <param name="Words">What both say.</param>
/// <param name="Reply">Numbers and names of people masked.</param>
/// <param name="Resolution">What the reporter said of it at the call-back; null where nobody asked.</param>
public sealed record EarlierReply(
    string Number, string Title, DateTime ClosedAt, Named Place, IReadOnlyList<string> Words, string Reply, string? Resolution, string? Satisfaction);

/// <summary>
/// Finds closed cases like one in hand among those the reader may see: of the same category first, then of its parents; the likest first, and of
/// those as like as each other the ones that left people content. Bounded: so many are looked at, however many there are.
/// </summary>
internal sealed class EarlierReplies(CaseFinder finder, FengqiaoDb db, CatalogueSource catalogue, CasePresenter presenter)
{
    /// <summary>The newest of a category: older replies grow stale, and each costs a comparison.</summary>
    private const int MostCompared = 200;

    /// <summary>With so many of the very category, the wider one is not asked.</summary>
    private const int Enough = 30;

    private const int MostRead = 12;
    private const int MostShown = 3;

    /// <summary>Less than this says that both are letters, no more.</summary>
    private const double LeastLikeness = 0.12;

    /// <summary>By how much an unhappy reporter puts a reply behind others.</summary>
    private const double Unhappy = 0.5;

    private const double Unasked = 0.85;

    public async Task<IReadOnlyList<EarlierReply>> LikeAsync(CaseView matter, IMatterComparer comparer, IReplyChecker checker, CancellationToken ct)
    {
        var read = comparer.Read(matter.Summary.Title, matter.Description);
        var near = (await CandidatesAsync(matter.Summary, ct))
            .Select(c => (Case: c, Likeness: read.With(c.Title, c.Description)))
            .Select(c => (c.Case, Score: c.Likeness.Text + c.Likeness.Title))
            .Where(c => c.Score >= LeastLikeness)
            .OrderByDescending(c => c.Score * Worth(c.Case))
            .Take(MostRead)
            .ToList();
        var replies = await RepliesAsync(near.ConvertAll(c => c.Case.Id), ct);
        return [.. near
            .Where(c => replies.ContainsKey(c.Case.Id))
            .Select(c => Shown(c.Case, replies[c.Case.Id], matter, checker))
            .Where(r => r.Words.Count > 0)
            .DistinctBy(r => r.Reply)
            .Take(MostShown)];
    }

    /// <summary>What was replied in one case; null where the reader may not see it, it is not closed, or nothing was said.</summary>
    public async Task<string?> OfAsync(string number, CancellationToken ct)
    {
        // Through the list, which knows who may see what.
        var found = await finder.FindAsync(new CaseFilter { Q = number, State = CaseCodes.Of(CaseState.Closed) }, LedgerSort.Newest, 0, 2, ct);
        if (found.Failed(out _) || (await finder.LoadAsync(found.Value.Sequences, ct)).Find(c => c.Number == number && IsOpenToAll(c)) is not { } one)
        {
            return null;
        }

        return (await RepliesAsync([one.Id], ct)).GetValueOrDefault(one.Id);
    }

    private async Task<List<Case>> CandidatesAsync(CaseRow matter, CancellationToken ct)
    {
        var found = new List<Case>();
        var seen = new HashSet<int>();
        var category = catalogue.Current.Find(matter.Category?.Code);
        while (found.Count < Enough)
        {
            var filter = new CaseFilter { State = CaseCodes.Of(CaseState.Closed), Category = category?.Code };
            var page = await finder.FindAsync(filter, LedgerSort.Newest, 0, MostCompared, ct);
            if (page.Failed(out _))
            {
                break;
            }

            found.AddRange((await finder.LoadAsync([.. page.Value.Sequences.Where(seen.Add)], ct)).Where(c => c.Number != matter.Number && IsOpenToAll(c)));
            if (category is null)
            {
                break;
            }

            category = catalogue.Current.Find(category.ParentCode);
        }

        return found;
    }

    /// <summary>What is sensitive, or complains of a unit, is nobody's model.</summary>
    private static bool IsOpenToAll(Case c) => c is { Secrecy: CaseSecrecy.Ordinary, AboutUnitId: null };

    private async Task<Dictionary<Guid, string>> RepliesAsync(List<Guid> ids, CancellationToken ct)
    {
        var entries = await db.Set<TimelineEntry>()
            .Where(e => ids.Contains(e.CaseId) && (e.Move == CaseMove.Submit || e.Move == CaseMove.Answer) && e.Text != "")
            .Select(e => new { e.CaseId, e.AtUtc, e.Text })
            .ToListAsync(ct);
        return entries.GroupBy(e => e.CaseId).ToDictionary(g => g.Key, g => g.MaxBy(e => e.AtUtc)!.Text);
    }

    private EarlierReply Shown(Case c, string reply, CaseView matter, IReplyChecker checker) => new(
        c.Number,
        c.Title,
        c.ClosedUtc ?? c.UpdatedUtc,
        presenter.Place(c.Place),
        checker.Shared($"{matter.Summary.Title}\n{matter.Description}", $"{c.Title}\n{c.Description}"),
        checker.Masked(reply),
        c.Resolution is { } resolution && c.SubmittedBy is not null ? CaseCodes.Of(resolution) : null,
        (c.Satisfaction ?? c.Rating) is { } said ? CaseCodes.Of(said) : null);

    private static double Worth(Case c) => (c.Resolution, c.Satisfaction ?? c.Rating) switch
    {
        (Resolution.Unsolved, _) or (_, Satisfaction.Dissatisfied) => Unhappy,
        (_, Satisfaction.Satisfied or Satisfaction.Mostly) => 1,
        _ => Unasked,
    };
}
