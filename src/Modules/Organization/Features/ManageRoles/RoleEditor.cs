using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Administration;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Imports;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.ManageRoles;

/// <summary>A role as it was typed.</summary>
/// <param name="Rights">Codes of <see cref="Rights"/>.</param>
internal sealed record RoleInput(string? Code, string? NameZh, string? NameEn, IReadOnlyCollection<string> Rights);

/// <summary>
/// Adds roles and changes what they may. The three administrators' roles are fixed, and their rights are in no other role: who gives rights to
/// others has none over cases, so that nobody can widen their own, and nobody changes a role they hold. Rights that are taken away
/// end the sessions of whoever held them.
/// </summary>
internal sealed class RoleEditor(FengqiaoDb db, DirectoryWriter writer, CurrentActor current, CountyClock clock)
{
    private const int LongestCode = 32;
    private const int LongestName = 40;

    /// <summary>The rights that a county may put together as it likes.</summary>
    public static IReadOnlyList<string> Free { get; } = [.. Rights.All.Except(Rights.OfAdministrators, StringComparer.Ordinal)];

    /// <summary>A role whose rights the county may change: not an administrator's, and not the name under which citizens act.</summary>
    public static bool IsFree(Role role) => role.Administrator is null && role.Code != Actor.Citizen.Account;

    public Task<Role?> FindAsync(string code, CancellationToken ct) => db.Set<Role>().FirstOrDefaultAsync(r => r.Code == code, ct);

    public Task<Result<Done>> AddAsync(RoleInput input, CancellationToken ct) => writer.ChangeAsync(Rights.AccountsManage, DirectoryRevision.Accounts, async () =>
    {
        var checks = new InputChecks();
        var code = checks.Required("code", input.Code, LongestCode);
        if (code.Length > 0 && !IsGoodCode(code))
        {
            checks.Refuse("code", RoleErrors.CodeMalformed);
        }

        if (await db.Set<Role>().AnyAsync(r => r.Code == code, ct))
        {
            checks.Refuse("code", OrganizationErrors.CodeTaken);
        }

        var role = Read(checks, input, code, 1);
        return checks.Error is { } error
            ? error
            : new Commit().Insert(role).Audit("role.added", "role", code, new { role.NameZh, role.NameEn, role.Rights });
    }, ct);

    /// <param name="expected">The version whoever changes it has seen.</param>
    public Task<Result<Done>> ChangeAsync(string code, int expected, RoleInput input, CancellationToken ct) => writer.ChangeAsync(Rights.AccountsManage, DirectoryRevision.Accounts, async () =>
    {
        if (await FindAsync(code, ct) is not { } old)
        {
            return RoleErrors.Unknown;
        }

        if (!IsFree(old))
        {
            return RoleErrors.Fixed;
        }

        if (current.Actor.Posts.Any(p => p.Role == code))
        {
            return OrganizationErrors.NotOneself;
        }

        var checks = new InputChecks();
        var role = Read(checks, input, code, expected + 1);
        if (checks.Error is { } error)
        {
            return error;
        }

        var commit = new Commit().Update(role, expected).Audit("role.changed", "role", code, new
        {
            before = new { old.NameZh, old.NameEn, old.Rights },
            after = new { role.NameZh, role.NameEn, role.Rights },
        });
        if (old.RightSet().Except(role.RightSet(), StringComparer.Ordinal).Any())
        {
            await SignOutHoldersAsync(commit, code, ct);
        }

        return commit;
    }, ct);

    private async Task SignOutHoldersAsync(Commit commit, string code, CancellationToken ct)
    {
        var today = clock.Today;
        var accounts = await db.Set<StaffPost>()
            .Where(p => p.Role == code && (p.ValidTo == null || p.ValidTo >= today))
            .Join(db.Set<Account>(), p => p.StaffId, a => a.StaffId, (_, a) => a).Distinct().ToListAsync(ct);
        foreach (var account in accounts)
        {
            var seen = account.Version;
            account.SignOutEverywhere(Stamp.New());
            commit.Update(account, seen);
        }
    }

    private static Role Read(InputChecks checks, RoleInput input, string code, int version)
    {
        var (zh, en) = (checks.Required("nameZh", input.NameZh, LongestName), checks.Required("nameEn", input.NameEn, LongestName * 2));
        var given = input.Rights.Where(r => !string.IsNullOrWhiteSpace(r)).Distinct(StringComparer.Ordinal).ToList();
        if (given.Count == 0)
        {
            checks.Refuse("rights", ImportErrors.Required);
        }
        else if (given.Exists(r => !Free.Contains(r)))
        {
            checks.Refuse("rights", RoleErrors.RightReserved);
        }

        return new Role { Code = code, NameZh = zh, NameEn = en, Rights = string.Join(' ', Rights.All.Where(given.Contains)), Version = version };
    }

    private static bool IsGoodCode(string code) =>
        code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && char.IsAsciiLetterLower(code[0]) && code[^1] != '-';
}
