using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.ShowAccount;

/// <summary>What people do about their own account: another password, an end to all sessions. Both end the present one too.</summary>
internal sealed class AccountSecurity(FengqiaoDb db, CommitLane lane, Passwords passwords, AttemptLimiter limiter, DirectoryKeeper keeper, CurrentActor current, CountyClock clock)
{
    public async Task<Result<Account>> ChangePasswordAsync(string? old, string? wanted, string? again, CancellationToken ct)
    {
        var own = await OwnAsync(ct);
        if (own.Failed(out var error))
        {
            return error;
        }

        var account = own.Value;
        var expected = account.Version;
        if (account.IsLockedAt(clock.UtcNow))
        {
            return OrganizationErrors.Locked(account.LockedUntilUtc!.Value - clock.UtcNow);
        }

        if (limiter.Take(current.Source) is { } wait)
        {
            return OrganizationErrors.TooManyAttempts(wait);
        }

        if (passwords.Verify(account, old ?? "") == PasswordVerificationResult.Failed)
        {
            // Who found an unattended browser must not try passwords here either.
            account.Fail(clock.UtcNow);
            var failed = await WriteAsync(new Commit().Update(account, expected).Audit("password.refused", "account", account.Name), ct);
            return failed.Failed(out var fault) ? fault : OrganizationErrors.PasswordWrong;
        }

        limiter.GiveBack(current.Source);
        if (Passwords.Refuse(account.Name, wanted ?? "") is { } weak)
        {
            return weak;
        }

        if (wanted != again)
        {
            return OrganizationErrors.PasswordsDiffer;
        }

        account.SetPassword(passwords.Hash(account, wanted!), Stamp.New());
        return await SaveAsync(account, expected, "password.changed", ct);
    }

    public async Task<Result<Account>> SignOutEverywhereAsync(CancellationToken ct)
    {
        var own = await OwnAsync(ct);
        if (own.Failed(out var error))
        {
            return error;
        }

        var expected = own.Value.Version;
        own.Value.SignOutEverywhere(Stamp.New());
        return await SaveAsync(own.Value, expected, "sign-out.everywhere", ct);
    }

    private async Task<Result<Account>> OwnAsync(CancellationToken ct) =>
        current.Actor.AccountId is { } id && await db.Set<Account>().FirstOrDefaultAsync(a => a.Id == id, ct) is { } account
            ? account
            : OrganizationErrors.SignInRequired;

    private async Task<Result<Account>> SaveAsync(Account account, int expected, string action, CancellationToken ct)
    {
        var commit = new Commit().Update(account, expected).Upsert(keeper.Changed(DirectoryRevision.Accounts)).Audit(action, "account", account.Name);
        var written = await WriteAsync(commit, ct);
        if (written.Failed(out var error))
        {
            return error;
        }

        await keeper.RefreshAsync(ct);
        return account;
    }

    private Task<Result<Done>> WriteAsync(Commit commit, CancellationToken ct) =>
        lane.WriteAsync(commit, new CommitOrigin(current.Actor.Account, current.Source), ct);
}
