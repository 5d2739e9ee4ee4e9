using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Cases;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Moving;

/// <summary>Merges for another module's page. Which of the cases the person may not see looks like one that does not exist.</summary>
internal sealed class MatterJoining(CaseAccess access, CaseMover mover, CurrentActor current) : IMatterJoining
{
    public async Task<Result<Done>> JoinAsync(Guid caseId, Guid into, CancellationToken ct)
    {
        var seen = await access.Visible(current.Actor).Where(c => c.Id == caseId || c.Id == into).Select(c => new { c.Id, c.Number, c.Version }).ToListAsync(ct);
        if (seen.Find(c => c.Id == caseId) is not { } joining || seen.Find(c => c.Id == into) is not { } target)
        {
            return CaseErrors.NotFound;
        }

        return (await mover.HandleAsync(joining.Number, CaseMove.Merge, joining.Version, new MoveRequest(Into: target.Number), ct)).Map(_ => Done.Instance);
    }
}
