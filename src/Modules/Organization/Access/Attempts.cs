using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Organization.Access;

/// <summary>Somebody is trying to be an account.</summary>
/// <param name="Device">The browser, if the account has signed in from it before.</param>
internal sealed record Attempt(Account Account, KnownDevice? Device);

/// <summary>
/// Counts what fails. Five failures in a row lock for ten minutes: the account, for browsers that have not signed in with it before; and
/// each browser that has, by itself. So a stranger can keep out strangers only. Each failure is in the audit trail.
/// </summary>
internal sealed class Attempts(CommitLane lane, Devices devices, AttemptLimiter limiter, CurrentActor current, CountyClock clock)
{
    public async Task<Attempt> OfAsync(HttpContext context, Account account, CancellationToken ct) =>
        new(account, await devices.FindAsync(context, account.Id, ct));

    /// <summary>Whether it may be tried at all; a stranger's attempt is counted by its address until <see cref="Succeed"/>.</summary>
    public async Task<Error?> RefuseAsync(Attempt attempt, CancellationToken ct)
    {
        if (attempt.Device is null && limiter.Take(current.Source) is { } wait)
        {
            return OrganizationErrors.TooManyAttempts(wait);
        }

        var until = attempt.Device is null ? attempt.Account.LockedUntilUtc : attempt.Device.LockedUntilUtc;
        if (until is not { } end || end <= clock.UtcNow)
        {
            return null;
        }

        var refused = new Commit().Audit("sign-in.refused", "account", attempt.Account.Name, new { reason = "locked" });
        var written = await lane.WriteAsync(refused, new CommitOrigin(attempt.Account.Name, current.Source), ct);
        return written.Error ?? OrganizationErrors.Locked(end - clock.UtcNow);
    }

    /// <summary>Counts a failure.</summary>
    /// <param name="otherwise">What to answer while it is not the one that locks.</param>
    public async Task<Error> FailAsync(Attempt attempt, Error otherwise, CancellationToken ct)
    {
        var commit = new Commit();
        bool locked;
        if (attempt.Device is { } device)
        {
            var expected = device.Version;
            locked = device.Fail(clock.UtcNow);
            commit.Update(device, expected);
        }
        else
        {
            var expected = attempt.Account.Version;
            locked = attempt.Account.Fail(clock.UtcNow);
            commit.Update(attempt.Account, expected);
        }

        commit.Audit("sign-in.failed", "account", attempt.Account.Name, new { locked });
        var written = await lane.WriteAsync(commit, new CommitOrigin(attempt.Account.Name, current.Source), ct);
        return written.Error ?? (locked ? OrganizationErrors.Locked(FailureRule.LockFor) : otherwise);
    }

    /// <summary>Gives the attempt back to its address: it was no guess.</summary>
    public void Succeed(Attempt attempt)
    {
        if (attempt.Device is null)
        {
            limiter.GiveBack(current.Source);
        }
    }
}
