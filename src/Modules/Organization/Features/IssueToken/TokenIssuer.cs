using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.IssueToken;

internal sealed class TokenIssuer(FengqiaoDb db, CommitLane lane, CurrentActor current, CountyClock clock) : ITokenIssuer
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public async Task<Result<string>> CreateAsync(string account, IReadOnlyCollection<string> scope, TimeSpan lifetime, CancellationToken ct)
    {
        if (lifetime <= TimeSpan.Zero || lifetime > Longest)
        {
            return OrganizationErrors.TokenLifetime;
        }

        if (scope.FirstOrDefault(right => !Rights.All.Contains(right)) is { } unknown)
        {
            return OrganizationErrors.UnknownRight(unknown);
        }

        var key = Account.KeyOf(account);
        var owner = await db.Set<Account>().FirstOrDefaultAsync(a => a.NameKey == key, ct);
        if (owner is null)
        {
            return OrganizationErrors.AccountUnknown;
        }

        if (owner.IsDisabled)
        {
            return OrganizationErrors.AccountDisabled;
        }

        var text = TokenText.New();
        var now = clock.UtcNow;
        var token = new ApiToken
        {
            Id = clock.NewId(),
            AccountId = owner.Id,
            Hash = TokenText.HashOf(text)!,
            Scope = string.Join(' ', scope.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
            CreatedUtc = now,
            ExpiresUtc = now + lifetime,
        };
        var commit = new Commit().Insert(token).Audit("token.created", "account", owner.Name, new { token = token.Id, token.Scope, token.ExpiresUtc });
        var written = await lane.WriteAsync(commit, Origin.Of(current), ct);
        return written.Failed(out var error) ? error : text;
    }
}
