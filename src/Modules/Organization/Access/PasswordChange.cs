using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Access;

/// <summary>Puts a new password into a commit, whoever sets it: the rules, the earlier ones, and the end of all sessions.</summary>
internal sealed class PasswordChange(FengqiaoDb db, Passwords passwords, SignInPolicy policy, DirectoryKeeper keeper, CountyClock clock)
{
    /// <returns>Why the password is not taken; null when the commit now holds the change.</returns>
    public async Task<Error?> AddAsync(Commit commit, Account account, string? wanted, CancellationToken ct)
    {
        if (passwords.Refuse(account.Name, wanted ?? "") is { } weak)
        {
            return weak;
        }

        // The order of time: identifiers made by the clock are sorted.
        var earlier = (await db.Set<EarlierPassword>().Where(p => p.AccountId == account.Id).ToListAsync(ct)).OrderByDescending(p => p.Id).ToList();
        if (policy.Remembered > 0 && (account.PasswordHash is not null && passwords.Verify(account, wanted!) != PasswordVerificationResult.Failed
            || earlier.Take(policy.Remembered - 1).Any(p => passwords.Matches(p.PasswordHash, wanted!))))
        {
            return OrganizationErrors.PasswordUsedBefore(policy.Remembered);
        }

        if (account.PasswordHash is { } old && policy.Remembered > 1)
        {
            commit.Insert(new EarlierPassword { Id = clock.NewId(), AccountId = account.Id, PasswordHash = old });
        }

        foreach (var forgotten in earlier.Skip(Math.Max(0, policy.Remembered - 2)))
        {
            commit.Delete(forgotten);
        }

        var expected = account.Version;
        account.SetPassword(passwords.Hash(account, wanted!), Stamp.New(), clock.UtcNow);
        commit.Update(account, expected).Upsert(keeper.Changed(DirectoryRevision.Accounts));
        return null;
    }

    /// <summary>Whether the account's password has to be changed before it signs in.</summary>
    public bool IsOver(Account account) =>
        policy.Rotation is { } rotation && account.PasswordSetUtc is { } set && clock.UtcNow - set >= rotation;
}
