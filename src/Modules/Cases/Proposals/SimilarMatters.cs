using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Insight;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Cases.Proposals;

/// <summary>
/// Cases that say the same as a draft or a case: from the index, which knows the whole county, and the newest of the same village, some
/// of which the index may not have yet. Only cases the reader may see; what was merged counts as the case it went into. Whatever happens to the index, the
/// village is looked at, and without a comparer there is nothing.
/// </summary>
internal sealed class SimilarMatters(
    CasePresenter presenter, CaseAccess access, IEnumerable<IMatterComparer> comparers, IEnumerable<IMatterIndex> indexes, CountyClock clock, CurrentActor current, ILogger<SimilarMatters> log)
{
    private static readonly TimeSpan Recent = TimeSpan.FromDays(60);

    /// <summary>What ended and came in longer ago is no help with a new matter.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(180);

    private const int MostCompared = 300;
    private const int MostSimilar = 5;

    /// <summary>Of fewer characters nothing can be said.</summary>
    private const int LeastPairs = 4;

    /// <param name="place">Null where it is not known yet.</param>
    public async Task<IReadOnlyList<SimilarCase>> FindAsync(string? title, string? description, RegionCode? place, CancellationToken ct)
    {
        var read = comparers.FirstOrDefault()?.Read(title ?? "", description ?? "");
        if (read is null || CharacterPairs.Of($"{title} {description}").Count(c => c == ' ') + 1 < LeastPairs)
        {
            return [];
        }

        var candidates = await IndexedAsync(title ?? "", description ?? "", ct);
        var known = candidates.Select(c => c.Id).ToHashSet();
        candidates.AddRange((await NearbyAsync(place, ct)).Where(c => known.Add(c.Id)));
        var likely = candidates
            .Select(c => (Case: c, Likeness: read.With(c.Title, c.Description)))
            .Where(s => s.Likeness.IsWorthALook(place, RegionCode.Parse(s.Case.Place)))
            .OrderByDescending(s => s.Likeness.Score).ThenByDescending(s => s.Case.Sequence)
            .ToList();
        var since = clock.UtcNow - Memory;
        var leading = await LeadingAsync([.. likely.Select(s => s.Case)], ct);
        return [.. likely
            .Select(s => (Case: s.Case.MergedIntoId is { } into ? leading.GetValueOrDefault(into) : s.Case, s.Likeness))
            .Where(s => s.Case is { State: not CaseState.Merged } c && (CaseStates.Open.Contains(c.State) || c.ReceivedUtc >= since))
            .DistinctBy(s => s.Case!.Id)
            .Take(MostSimilar)
            .Select(s => Said(s.Case!, s.Likeness))];
    }

    /// <summary>Numbers of cases that somebody looked at and called another matter.</summary>
    public async Task<IReadOnlySet<string>> ToldApartAsync(string number, CancellationToken ct)
    {
        var visible = access.Visible(current.Actor);
        var id = await visible.Where(c => c.Number == number).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(ct);
        var apart = id is { } of ? (await PairedAsync(of, ct)).Where(p => p.State == PairState.Apart).Select(p => p.CaseId).ToList() : [];
        return apart.Count == 0
            ? new HashSet<string>(StringComparer.Ordinal)
            : (await visible.Where(c => apart.Contains(c.Id)).Select(c => c.Number).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>What was found about a case before; nothing where the index cannot say.</summary>
    public Task<IReadOnlyList<PairedMatter>> PairedAsync(Guid caseId, CancellationToken ct) => AskAsync(index => index.PairedAsync(caseId, ct));

    private async Task<List<Case>> IndexedAsync(string title, string description, CancellationToken ct)
    {
        var found = await AskAsync(index => index.FindAsync(title, description, ct));
        return found.Count == 0 ? [] : await access.Visible(current.Actor).Where(c => found.Contains(c.Id)).ToListAsync(ct);
    }

    private async Task<List<Case>> NearbyAsync(RegionCode? place, CancellationToken ct)
    {
        if (place is not { } at)
        {
            return [];
        }

        var (since, near) = (clock.UtcNow - Recent, at.At(RegionLevel.Village) ?? at);
        return await access.Visible(current.Actor)
            .Where(CaseAccess.Within(near))
            .Where(c => c.ReceivedUtc >= since && c.State != CaseState.Merged)
            .OrderByDescending(c => c.ReceivedUtc)
            .Take(MostCompared)
            .ToListAsync(ct);
    }

    private async Task<Dictionary<Guid, Case>> LeadingAsync(IReadOnlyList<Case> found, CancellationToken ct)
    {
        var into = found.Select(c => c.MergedIntoId).OfType<Guid>().Distinct().ToList();
        return into.Count == 0 ? [] : await access.Visible(current.Actor).Where(c => into.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
    }

    private async Task<IReadOnlyList<T>> AskAsync<T>(Func<IMatterIndex, Task<IReadOnlyList<T>>> ask)
    {
        try
        {
            return indexes.FirstOrDefault() is { } index ? await ask(index) : [];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("The index of matters failed ({Type}); the village is looked at", e.GetType().Name);
            return [];
        }
    }

    private SimilarCase Said(Case c, MatterLikeness likeness) => new(
        c.Number, c.Title, CaseCodes.Of(c.State), c.ReceivedUtc, presenter.Place(c.Place), Math.Round(likeness.Text, 2), Math.Round(likeness.Title, 2), likeness.Places);
}
