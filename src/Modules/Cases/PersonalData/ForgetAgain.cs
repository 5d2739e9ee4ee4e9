using Fengqiao.Cases.Domain;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.PersonalData;

/// <summary>After a restore: erases those people of cases who were erased after the backup was made.</summary>
internal sealed class ForgetAgain(FengqiaoDb db, PersonEraser eraser, CommitLane lane) : IForgetAgain
{
    private static readonly byte[] Gone = [];

    public async Task<int> ForgetAsync(IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        var back = await db.Set<CasePerson>().Where(p => people.Contains(p.Id) && p.WrappedKey != Gone).ToListAsync(ct);
        foreach (var ofCase in back.GroupBy(p => p.CaseId))
        {
            var on = await db.Set<Case>().FirstAsync(c => c.Id == ofCase.Key, ct);
            var plan = await eraser.PlanAsync(on, [.. ofCase], Erasure.Asked, ct);
            var saved = await lane.WriteAsync(plan.Commit, CommitOrigin.System("fengqiao restore"), ct);
            if (saved.Failed(out var error))
            {
                throw new InvalidOperationException($"A person could not be erased again: {error.Code}");
            }

            eraser.RemoveFiles(plan);
        }

        await eraser.ScrubAsync(ct);
        return back.Count;
    }
}
