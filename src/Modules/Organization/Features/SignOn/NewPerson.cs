using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.SignOn;

/// <summary>Enters somebody at the first sign-on, where the settings say so and a group gives a post.</summary>
internal sealed class NewPerson(FengqiaoDb db, CountySignOn signOn, GroupPosts groups, CountyClock clock)
{
    private const int LongestName = 50;

    /// <summary>Person, account without a password, binding and posts, all in the commit.</summary>
    /// <returns>Fails with <see cref="OrganizationErrors.NotBound"/> where no group gives a post, or with <see cref="OrganizationErrors.DutiesTogether"/>.</returns>
    public async Task<Result<Account>> AddAsync(Commit commit, Subject subject, ClaimsPrincipal person, CancellationToken ct)
    {
        var roles = await db.Set<Role>().ToDictionaryAsync(r => r.Code, StringComparer.Ordinal, ct);
        var planned = GroupMapping.Plan([], await groups.WantedAsync(person, roles, ct), roles, clock.Today);
        if (planned.Failed(out var error))
        {
            return error;
        }

        if (planned.Value.Give.Count == 0)
        {
            return OrganizationErrors.NotBound;
        }

        var made = "sso-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{subject.Issuer}\n{subject.Name}")).AsSpan(0, 5));
        var name = await FreeNameAsync(person.FindFirstValue(signOn.Provider!.AccountClaim), made, ct);
        var staff = new StaffMember { Id = clock.NewId(), Code = made, Name = NameOf(person) ?? name };
        var account = new Account { Id = clock.NewId(), Name = name, NameKey = Account.KeyOf(name), StaffId = staff.Id, SecurityStamp = Stamp.New() };
        commit.Insert(staff).Audit("staff.added", "staff", staff.Code, new { by = "sign-on" })
            .Insert(account).Audit("account.added", "account", account.Name, new { staff = staff.Code, by = "sign-on" })
            .Insert(new SignOnBinding { Id = clock.NewId(), AccountId = account.Id, Issuer = subject.Issuer, Subject = subject.Name, BoundUtc = clock.UtcNow })
            .Audit("sign-on.bound", "account", account.Name, new { subject = SignOnBindings.MarkOf(subject.Name), by = "sign-on" });
        groups.Change(commit, staff, [], planned.Value);
        return account;
    }

    /// <summary>The provider's name for the account where it is free: one that exists is somebody else's, whatever it is called.</summary>
    private async Task<string> FreeNameAsync(string? proposed, string made, CancellationToken ct)
    {
        if (proposed?.Trim() is not { } name || !Account.IsGoodName(name))
        {
            return made;
        }

        var key = Account.KeyOf(name);
        return await db.Set<Account>().AnyAsync(a => a.NameKey == key, ct) ? made : name;
    }

    private string? NameOf(ClaimsPrincipal person)
    {
        var name = new string([.. (person.FindFirstValue(signOn.Provider!.NameClaim) ?? "").Where(c => !char.IsControl(c))]).Trim();
        return name.Length == 0 ? null : name.Length <= LongestName ? name : name[..LongestName];
    }
}
