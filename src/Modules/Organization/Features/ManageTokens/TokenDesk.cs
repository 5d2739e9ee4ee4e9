using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.ManageTokens;

/// <summary>The tokens there are and an end to them. On this node a revoked token is refused at once, on others within ten seconds.</summary>
internal sealed class TokenDesk(FengqiaoDb db, Writer writer, CommitLane lane, ApiTokens tokens, CurrentActor current, CountyClock clock) : ITokenRevoker
{
    public async Task<IReadOnlyList<TokenInfo>> ListAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        var rows = await db.Set<ApiToken>().Join(db.Set<Account>(), t => t.AccountId, a => a.Id, (t, a) => new { Token = t, a.Name }).ToListAsync(ct);
        return [.. rows.OrderByDescending(r => r.Token.IsGoodAt(now)).ThenByDescending(r => r.Token.CreatedUtc)
            .Select(r => new TokenInfo(r.Token.Id, r.Name, r.Token.Scope, r.Token.CreatedUtc, r.Token.ExpiresUtc, r.Token.RevokedUtc, r.Token.LastUsedOn, r.Token.IsGoodAt(now)))];
    }

    /// <summary>For the command line, whose caller owns the data folder.</summary>
    public async Task<Result<Done>> RevokeAsync(Guid id, CancellationToken ct) =>
        Finish(await DecideAsync(id, ct) is var decided && decided.Failed(out var error) ? error : await lane.WriteAsync(decided.Value, Origin.Of(current), ct));

    /// <summary>For the page.</summary>
    public Task<Result<Done>> RevokeFromPageAsync(Guid id, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (!current.Actor.Can(Rights.AccountsManage))
        {
            return OrganizationErrors.Forbidden;
        }

        var decided = await DecideAsync(id, ct);
        return decided.Failed(out var error) ? error : Finish(await writer.SaveAsync(decided.Value, ct));
    }, ct);

    private async Task<Result<Commit>> DecideAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<ApiToken>().FirstOrDefaultAsync(t => t.Id == id, ct) is not { } token)
        {
            return OrganizationErrors.TokenUnknown;
        }

        if (!token.IsGoodAt(clock.UtcNow))
        {
            return OrganizationErrors.TokenOver;
        }

        var owner = await db.Set<Account>().Where(a => a.Id == token.AccountId).Select(a => a.Name).FirstAsync(ct);
        var expected = token.Version;
        token.Revoke(clock.UtcNow);
        return new Commit().Update(token, expected).Audit("token.revoked", "account", owner, new { token = token.Id });
    }

    private Result<Done> Finish(Result<Done> written)
    {
        if (written.IsSuccess)
        {
            tokens.Forget();
        }

        return written;
    }
}
