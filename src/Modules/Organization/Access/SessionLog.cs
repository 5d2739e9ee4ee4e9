using System.Security.Claims;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Access;

/// <summary>Notes now and then that a session is still in use, for the list its owner sees.</summary>
internal sealed class SessionLog(IDbContextFactory<FengqiaoDb> databases, CommitLane lane, CountyClock clock)
{
    public async Task SeeAsync(ClaimsPrincipal person, CancellationToken ct)
    {
        if (Sessions.IdOf(person) is not { } id)
        {
            return;
        }

        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Set<Session>().FirstOrDefaultAsync(s => s.Id == id, ct) is not { } session)
        {
            return;
        }

        // Lost when another tab writes the same moment or the session was just ended; neither may cost the request.
        var expected = session.Version;
        session.See(clock.UtcNow);
        await lane.WriteAsync(new Commit().Update(session, expected).WithoutAudit("when a session was last used"), CommitOrigin.System("session"), ct);
    }
}
