using Fengqiao.Cases.Domain;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Relating;

/// <summary>
/// Which cases go on as part of which. What a case was joined to may be joined itself later, so both ways are walked to the end; rules keep them from
/// going in a circle, and a bound from walking for ever should one exist.
/// </summary>
internal sealed class JoinedCases(FengqiaoDb db)
{
    private const int Deepest = 8;

    /// <summary>The case that a joined one goes on with now; null for one that was not joined.</summary>
    public async Task<Case?> LeadingAsync(Case joined, CancellationToken ct)
    {
        var (leading, next) = ((Case?)null, joined.MergedIntoId);
        for (var step = 0; next is { } id && step < Deepest; step++)
        {
            leading = await db.Set<Case>().FirstOrDefaultAsync(c => c.Id == id, ct);
            next = leading?.MergedIntoId;
        }

        return leading;
    }

    /// <summary>Every case that goes on as part of one.</summary>
    public async Task<IReadOnlyList<Case>> ToAsync(Guid leading, CancellationToken ct)
    {
        var (all, into) = (new List<Case>(), new List<Guid> { leading });
        for (var step = 0; into.Count > 0 && step < Deepest; step++)
        {
            var asked = into;
            var joined = await db.Set<Case>().Where(c => c.MergedIntoId != null && asked.Contains(c.MergedIntoId.Value) && c.State == CaseState.Merged).ToListAsync(ct);
            all.AddRange(joined);
            into = joined.ConvertAll(c => c.Id);
        }

        return all;
    }
}
