using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.ShowAccount;

/// <param name="Agent">Browser and system, as the browser says.</param>
/// <param name="Source">Network address it began from.</param>
/// <param name="SeenUtc">Last use, to some minutes.</param>
/// <param name="IsThis">The session of this request.</param>
internal sealed record SessionView(Guid Id, string Agent, string Source, DateTime BeganUtc, DateTime SeenUtc, DateTime EndsUtc, bool IsThis);

/// <summary>
/// Shows people their own sessions and ends those they do not want, once they have proven again who they are: by the password, or, where the account
/// has none, by a sign-in of the last minutes. A token with a scope may do neither.
/// </summary>
internal sealed class SessionDesk(
    FengqiaoDb db, Writer writer, DirectoryKeeper keeper, PasswordProof proof, SignInPolicy policy, CurrentActor current, IHttpContextAccessor http, CountyClock clock)
{
    /// <summary>A sign-in this fresh was just done by whoever sits there.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <summary>The one of this request first, then by last use.</summary>
    public async Task<Result<IReadOnlyList<SessionView>>> ListAsync(CancellationToken ct)
    {
        if (current.Actor is not { AccountId: { } account, Scope: null })
        {
            return OrganizationErrors.Forbidden;
        }

        var here = Sessions.IdOf(http.HttpContext!.User);
        var stamp = await db.Set<Account>().Where(a => a.Id == account).Select(a => a.SecurityStamp).FirstAsync(ct);
        var (now, idleSince) = (clock.UtcNow, clock.UtcNow - policy.Idle);
        var stored = await db.Set<Session>().Where(s => s.AccountId == account && s.Stamp == stamp && s.EndsUtc > now && s.SeenUtc > idleSince).ToListAsync(ct);
        return stored.OrderByDescending(s => s.Id == here).ThenByDescending(s => s.SeenUtc)
            .Select(s => new SessionView(s.Id, s.Agent, s.Source, s.BeganUtc, s.SeenUtc, s.EndsUtc, s.Id == here)).ToList();
    }

    /// <summary>Whether ending asks for the password; accounts of the county's own sign-on have none here.</summary>
    public Task<bool> AsksForPasswordAsync(CancellationToken ct) =>
        db.Set<Account>().AnyAsync(a => a.Id == current.Actor.AccountId && a.PasswordHash != null, ct);

    /// <summary>Ends one: at once on this node, within ten seconds on others.</summary>
    /// <param name="field">Name of the field the password was typed into, for the sentence beside it.</param>
    public Task<Result<Done>> EndAsync(Guid id, string field, string? password, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (current.Actor is not { AccountId: { } account, Scope: null })
        {
            return OrganizationErrors.Forbidden;
        }

        if (await db.Set<Session>().FirstOrDefaultAsync(s => s.Id == id && s.AccountId == account, ct) is not { } session)
        {
            return OrganizationErrors.SessionUnknown;
        }

        if (await RefuseAsync(field, password, ct) is { } refused)
        {
            return refused;
        }

        var commit = new Commit().Delete(session).Upsert(new EndedSession { Id = id, UntilUtc = session.EndsUtc })
            .Upsert(keeper.Changed(DirectoryRevision.Sessions)).Audit("session.ended", "account", current.Actor.Account, new { session = id });
        var ended = await writer.SaveAsync(commit, ct);
        if (ended.IsSuccess)
        {
            await keeper.RefreshAsync(ct);
        }

        return ended;
    }, ct);

    /// <summary>Why sessions are not ended: nobody has proven who sits there. Null once somebody has.</summary>
    public async Task<Error?> RefuseAsync(string field, string? password, CancellationToken ct)
    {
        if (await AsksForPasswordAsync(ct))
        {
            return (await proof.GiveAsync(field, password, ct)).Error;
        }

        var (here, since) = (Sessions.IdOf(http.HttpContext!.User), clock.UtcNow - Fresh);
        return await db.Set<Session>().AnyAsync(s => s.Id == here && s.BeganUtc > since, ct) ? null : OrganizationErrors.SignInAgain;
    }
}
