using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.SignIn;

/// <summary>
/// Checks account and password. Every refusal reads the same, whatever the reason; five failures in a row lock the name for ten
/// minutes. Each attempt is in the audit trail.
/// </summary>
internal sealed class SignInHandler(
    FengqiaoDb db,
    CommitLane lane,
    Passwords passwords,
    AttemptLimiter limiter,
    UnknownAccounts unknown,
    CurrentActor current,
    CountyClock clock)
{
    /// <summary>Attempts at the same time on one account overtake each other; each must be counted.</summary>
    private const int Tries = 8;

    public async Task<Result<Account>> CheckAsync(string? name, string? password, CancellationToken ct)
    {
        var missing = new List<Error>();
        if (string.IsNullOrWhiteSpace(name))
        {
            missing.Add(OrganizationErrors.NameRequired);
        }

        if (string.IsNullOrEmpty(password))
        {
            missing.Add(OrganizationErrors.PasswordRequired);
        }

        if (Error.Join(missing) is { } error)
        {
            return error;
        }

        if (limiter.Take(current.Source) is { } wait)
        {
            return OrganizationErrors.TooManyAttempts(wait);
        }

        var result = await TryAsync(name!, password!, ct);
        if (result.IsSuccess)
        {
            limiter.GiveBack(current.Source);
        }

        return result;
    }

    private async Task<Result<Account>> TryAsync(string name, string password, CancellationToken ct)
    {
        var key = Account.KeyOf(name.Length <= Account.LongestName ? name : name[..Account.LongestName]);
        for (var i = 0; i < Tries; i++)
        {
            var account = await db.Set<Account>().FirstOrDefaultAsync(a => a.NameKey == key, ct);
            var end = account is null ? await FailUnknownAsync(key, password, ct) : await TryKnownAsync(account, password, ct);
            if (end.Error?.Code != CommitErrors.Outdated.Code)
            {
                return end;
            }
        }

        return CommitErrors.Outdated;
    }

    private async Task<Result<Account>> FailUnknownAsync(string key, string password, CancellationToken ct)
    {
        if (unknown.LockedUntil(key) is { } until)
        {
            return OrganizationErrors.Locked(until - clock.UtcNow);
        }

        passwords.Verify(new Account { Id = Guid.Empty, Name = "", NameKey = key, SecurityStamp = "" }, password);
        var locked = unknown.Fail(key);
        // The name is not kept: people type their password into the wrong field.
        var written = await lane.WriteAsync(new Commit().Audit("sign-in.failed", "account", "unknown"), new CommitOrigin("unknown", current.Source), ct);
        return written.Failed(out var error) ? error : Refusal(locked);
    }

    private async Task<Result<Account>> TryKnownAsync(Account account, string password, CancellationToken ct)
    {
        var origin = new CommitOrigin(account.Name, current.Source);
        if (account.IsLockedAt(clock.UtcNow))
        {
            var refused = new Commit().Audit("sign-in.refused", "account", account.Name, new { reason = "locked" });
            return (await lane.WriteAsync(refused, origin, ct)).Failed(out var fault) ? fault : OrganizationErrors.Locked(account.LockedUntilUtc!.Value - clock.UtcNow);
        }

        var expected = account.Version;
        var verified = passwords.Verify(account, password);
        if (verified == PasswordVerificationResult.Failed || account.IsDisabled)
        {
            var locked = account.Fail(clock.UtcNow);
            var failed = new Commit().Update(account, expected).Audit("sign-in.failed", "account", account.Name, new { locked });
            return (await lane.WriteAsync(failed, origin, ct)).Failed(out var fault) ? fault : Refusal(locked);
        }

        var commit = new Commit().Audit("sign-in", "account", account.Name);
        if (verified == PasswordVerificationResult.SuccessRehashNeeded)
        {
            account.Rehash(passwords.Hash(account, password));
        }

        if (account.FailedCount > 0 || account.LockedUntilUtc is not null)
        {
            account.ForgetFailures();
        }

        if (account.Version != expected)
        {
            commit.Update(account, expected);
        }

        return (await lane.WriteAsync(commit, origin, ct)).Failed(out var error) ? error : account;
    }

    private static Error Refusal(bool locked) =>
        locked ? OrganizationErrors.Locked(Account.LockFor) : OrganizationErrors.SignInFailed;
}
