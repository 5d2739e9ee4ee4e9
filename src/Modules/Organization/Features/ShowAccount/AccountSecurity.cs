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
internal sealed class AccountSecurity(FengqiaoDb db, CommitLane lane, Passwords passwords, PasswordChange change, Devices devices, AttemptLimiter limiter, DirectoryKeeper keeper, SessionDesk sessions, CurrentActor current)
{
    public async Task<Result<Account>> ChangePasswordAsync(string? old, string? wanted, string? again, CancellationToken ct)
    {
        var own = await OwnAsync(ct);
        if (own.Failed(out var error))
        {
            return error;
        }

        var account = own.Value;
        if (limiter.Take(account.Id.ToString()) is { } wait)
        {
            return OrganizationErrors.TooManyAttempts(wait);
        }

        // Whoever found an unattended browser must not try passwords here; but strangers who lock the account must not keep its owner
        // from changing the password. So the count is of this page alone.
        if (passwords.Verify(account, old ?? "") == PasswordVerificationResult.Failed)
        {
            var failed = await WriteAsync(new Commit().Audit("password.refused", "account", account.Name), ct);
            return failed.Failed(out var fault) ? fault : OrganizationErrors.PasswordWrong;
        }

        limiter.GiveBack(account.Id.ToString());
        if (wanted != again)
        {
            return OrganizationErrors.PasswordsDiffer;
        }

        var commit = new Commit();
        return await change.AddAsync(commit, account, wanted, ct) is { } refused ? refused : await SaveAsync(commit, account, "password.changed", ct);
    }

    /// <param name="field">Name of the field the password was typed into.</param>
    public async Task<Result<Account>> SignOutEverywhereAsync(string field, string? password, CancellationToken ct)
    {
        var own = await OwnAsync(ct);
        if (own.Failed(out var error))
        {
            return error;
        }

        if (await sessions.RefuseAsync(field, password, ct) is { } refused)
        {
            return refused;
        }

        var account = own.Value;
        var expected = account.Version;
        account.SignOutEverywhere(Stamp.New());
        var commit = new Commit().Update(account, expected).Upsert(keeper.Changed(DirectoryRevision.Accounts));
        await devices.ForgetAsync(commit, account.Id, ct);
        return await SaveAsync(commit, account, "sign-out.everywhere", ct);
    }

    private async Task<Result<Account>> OwnAsync(CancellationToken ct) =>
        current.Actor.AccountId is { } id && await db.Set<Account>().FirstOrDefaultAsync(a => a.Id == id, ct) is { } account
            ? account
            : OrganizationErrors.SignInRequired;

    private async Task<Result<Account>> SaveAsync(Commit commit, Account account, string action, CancellationToken ct)
    {
        var written = await WriteAsync(commit.Audit(action, "account", account.Name), ct);
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
