using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Access;

/// <summary>Asks people once more for their password before they change how they sign in: a session may be in the wrong hands.</summary>
internal sealed class PasswordProof(FengqiaoDb db, CommitLane lane, Passwords passwords, AttemptLimiter limiter, CurrentActor current)
{
    /// <param name="field">Name of the field it was typed into, for the sentence beside it.</param>
    /// <returns>The account of the person.</returns>
    public async Task<Result<Account>> GiveAsync(string field, string? password, CancellationToken ct)
    {
        if (current.Actor.AccountId is not { } id || await db.Set<Account>().FirstOrDefaultAsync(a => a.Id == id, ct) is not { } account)
        {
            return OrganizationErrors.SignInRequired;
        }

        if (limiter.Take(account.Id.ToString()) is { } wait)
        {
            return OrganizationErrors.TooManyAttempts(wait);
        }

        if (passwords.Verify(account, password ?? "") == PasswordVerificationResult.Failed)
        {
            var failed = await lane.WriteAsync(new Commit().Audit("password.refused", "account", account.Name), new CommitOrigin(current.Actor.Account, current.Source), ct);
            return failed.Failed(out var fault) ? fault : OrganizationErrors.PasswordWrong.For(field);
        }

        limiter.GiveBack(account.Id.ToString());
        return account;
    }
}
