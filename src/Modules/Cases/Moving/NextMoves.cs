using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Moving;

/// <summary>The step that usually comes next for the reader of a row.</summary>
/// <param name="Move">Its code.</param>
/// <param name="Version">Of the case, as the reader sees it.</param>
/// <param name="IsDirect">Nothing need be read or written first: one click makes the move.</param>
public sealed record NextMove(string Move, int Version, bool IsDirect);

/// <summary>Finds for the rows of a list what the reader can do next with each, by the same table and rules that the move itself is held to.</summary>
internal sealed class NextMoves(CaseAccess access, FengqiaoDb db, MoveFactsFinder facts, CurrentActor current)
{
    /// <summary>The usual way of a case, from the desk to the end. Ends that need a reason and ways back are on the page of the case.</summary>
    private static readonly CaseMove[] Usual =
    [
        CaseMove.Settle, CaseMove.GiveOpinion, CaseMove.Dispatch, CaseMove.Sign, CaseMove.ApproveReturn, CaseMove.Verify, CaseMove.CallBack, CaseMove.Close, CaseMove.Submit, CaseMove.Progress,
        CaseMove.Remind,
    ];

    /// <summary>By number; cases in which the reader has nothing usual to do are left out.</summary>
    public async Task<IReadOnlyDictionary<string, NextMove>> ForAsync(IReadOnlyCollection<string> numbers, CancellationToken ct)
    {
        var next = new Dictionary<string, NextMove>(StringComparer.Ordinal);
        if (numbers.Count == 0)
        {
            return next;
        }

        var cases = await access.Visible(current.Actor).Where(c => numbers.Contains(c.Number)).ToListAsync(ct);
        var ids = cases.ConvertAll(c => c.Id);
        var units = (await db.Set<CaseUnit>().Where(u => ids.Contains(u.CaseId)).ToListAsync(ct)).ToLookup(u => u.CaseId);
        foreach (var c in cases)
        {
            var known = facts.WithoutFiles(new LoadedCase(c, [.. units[c.Id]]));
            var possible = MoveRules.Possible(c, known).Select(r => r.Move).ToHashSet();
            if (Usual.Where(possible.Contains).Select(m => (CaseMove?)m).FirstOrDefault() is { } move)
            {
                next[c.Number] = new NextMove(CaseCodes.Of(move), c.Version, move == CaseMove.Sign);
            }
        }

        return next;
    }
}
