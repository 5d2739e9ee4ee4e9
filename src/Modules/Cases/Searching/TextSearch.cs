using Fengqiao.Cases.Ledger;
using Fengqiao.Cases.Storage;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Search;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Searching;

/// <summary>
/// Finds the newest cases whose title or description holds every term. The answer equals that of reading all texts: the index only says
/// where it is worth looking.
/// </summary>
internal sealed class TextSearch(TextIndex index, CaseAccess access, CurrentActor current)
{
    /// <param name="terms">As <see cref="CharacterPairs.Terms"/> gives them.</param>
    /// <param name="candidates">The cases that may be found.</param>
    /// <param name="most">How many are wanted.</param>
    /// <returns>Newest first.</returns>
    public async Task<List<int>> FindAsync(IReadOnlyList<string> terms, SequenceBits candidates, int most, CancellationToken ct)
    {
        var found = new List<int>();
        await foreach (var hits in index.HitsAsync(terms, candidates, most, ct))
        {
            found.AddRange(await ConfirmAsync(terms, hits, most - found.Count, ct));
            if (found.Count >= most)
            {
                break;
            }
        }

        return found;
    }

    /// <summary>A term of two characters is the pair the index found; a longer one has to stand in the text in one piece.</summary>
    private async Task<List<int>> ConfirmAsync(IReadOnlyList<string> terms, IReadOnlyList<int> hits, int most, CancellationToken ct)
    {
        if (terms.All(t => t.Length == 2))
        {
            return [.. hits.Take(most)];
        }

        var confirmed = new List<int>();
        foreach (var group in hits.Chunk(128))
        {
            long[] sequences = [.. group.Select(s => (long)s)];
            var texts = await access.Visible(current.Actor).Where(c => sequences.Contains(c.Sequence))
                .Select(c => new { c.Sequence, c.Title, c.Description }).ToListAsync(ct);
            confirmed.AddRange(texts.Where(t => Holds(terms, t.Title, t.Description)).Select(t => (int)t.Sequence).OrderDescending());
            if (confirmed.Count >= most)
            {
                break;
            }
        }

        return [.. confirmed.Take(most)];
    }

    /// <summary>Whether title and description together hold every term; a term lies in one of the two.</summary>
    internal static bool Holds(IReadOnlyList<string> terms, string title, string description)
    {
        var (foldedTitle, foldedDescription) = (CharacterPairs.Fold(title), CharacterPairs.Fold(description));
        return terms.All(t => foldedTitle.Contains(t, StringComparison.Ordinal) || foldedDescription.Contains(t, StringComparison.Ordinal));
    }
}
