using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.SignIn;

/// <summary>Checks account and password. Every refusal reads the same, whatever the reason.</summary>
internal sealed class SignInHandler(
    FengqiaoDb db,
    CommitLane lane,
    Passwords passwords,
    Attempts attempts,
    AttemptLimiter limiter,
    UnknownAccounts unknown,
    CurrentActor current,
    CountyClock clock)
{
    /// <summary>Attempts at the same time on one account overtake each other; each must be counted.</summary>
    private const int Tries = 8;

    public async Task<Result<Proven>> CheckAsync(HttpContext context, string? name, string? password, CancellationToken ct)
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

        var key = Account.KeyOf(name!.Length <= Account.LongestName ? name : name[..Account.LongestName]);
        for (var i = 0; i < Tries; i++)
        {
            var account = await db.Set<Account>().FirstOrDefaultAsync(a => a.NameKey == key, ct);
            var end = account is null ? await FailUnknownAsync(key, password!, ct) : await TryAsync(context, account, password!, ct);
            if (end.Error?.Code != CommitErrors.Outdated.Code)
            {
                return end;
            }
        }

        return CommitErrors.Outdated;
    }

    private async Task<Result<Proven>> FailUnknownAsync(string key, string password, CancellationToken ct)
    {
        if (limiter.Take(current.Source) is { } wait)
        {
            return OrganizationErrors.TooManyAttempts(wait);
        }

        if (unknown.LockedUntil(key) is { } until)
        {
            return OrganizationErrors.Locked(until - clock.UtcNow);
        }

        passwords.Verify(new Account { Id = Guid.Empty, Name = "", NameKey = key, SecurityStamp = "" }, password);
        var locked = unknown.Fail(key);
        // The name is not kept: people type their password into the wrong field.
        var written = await lane.WriteAsync(new Commit().Audit("sign-in.failed", "account", "unknown"), new CommitOrigin("unknown", current.Source), ct);
        return written.Failed(out var error) ? error : locked ? OrganizationErrors.Locked(FailureRule.LockFor) : OrganizationErrors.SignInFailed;
    }

    private async Task<Result<Proven>> TryAsync(HttpContext context, Account account, string password, CancellationToken ct)
    {
        var attempt = await attempts.OfAsync(context, account, ct);
        if (await attempts.RefuseAsync(attempt, ct) is { } refused)
        {
            return refused;
        }

        if (Prove(account, password) is not { } proven)
        {
            return await attempts.FailAsync(attempt, OrganizationErrors.SignInFailed, ct);
        }

        attempts.Succeed(attempt);
        return proven;
    }

    private Proven? Prove(Account account, string password)
    {
        var expected = account.Version;
        var verified = passwords.Verify(account, password);
        if (verified == PasswordVerificationResult.Failed || account.IsDisabled)
        {
            return null;
        }

        if (verified == PasswordVerificationResult.SuccessRehashNeeded)
        {
            account.Rehash(passwords.Hash(account, password));
        }

        return new Proven(account, expected, SignInMethod.Password);
    }
}
