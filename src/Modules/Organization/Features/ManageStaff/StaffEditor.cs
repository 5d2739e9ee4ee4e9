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

namespace Fengqiao.Organization.Features.ManageStaff;

/// <summary>Enters people, renames them, gives them accounts and takes these away. Nobody does so for oneself.</summary>
internal sealed class StaffEditor(FengqiaoDb db, DirectoryWriter writer, Devices devices, SecondFactors factors, CurrentActor current, CountyClock clock)
{
    private const int LongestCode = 32;
    private const int LongestName = 50;

    public Task<Result<Done>> AddAsync(string? code, string? name, string? account, CancellationToken ct) => RunAsync(async () =>
    {
        var checks = new InputChecks();
        var wanted = new StaffMember { Id = clock.NewId(), Code = checks.Required("code", code, LongestCode), Name = checks.Required("name", name, LongestName) };
        if ((await db.Set<StaffMember>().Select(s => s.Code).ToListAsync(ct)).Contains(wanted.Code, StringComparer.OrdinalIgnoreCase))
        {
            checks.Refuse("code", OrganizationErrors.CodeTaken);
        }

        var commit = new Commit().Insert(wanted).Audit("staff.added", "staff", wanted.Code);
        if (!string.IsNullOrWhiteSpace(account))
        {
            await OpenAccountAsync(commit, checks, wanted, account, ct);
        }

        return checks.Error is { } error ? error : commit;
    }, ct);

    public Task<Result<Done>> RenameAsync(string code, int expected, string? name, CancellationToken ct) => ChangeAsync(code, (staff, _) =>
    {
        var checks = new InputChecks();
        staff.Name = checks.Required("name", name, LongestName);
        staff.Version = expected + 1;
        return Task.FromResult<Result<Commit>>(checks.Error is { } error ? error : new Commit().Update(staff, expected).Audit("staff.renamed", "staff", staff.Code));
    }, ct);

    public Task<Result<Done>> GiveAccountAsync(string code, string? account, CancellationToken ct) => ChangeAsync(code, async (staff, known) =>
    {
        if (known is not null)
        {
            return OrganizationErrors.HasAccount;
        }

        var (checks, commit) = (new InputChecks(), new Commit());
        await OpenAccountAsync(commit, checks, staff, checks.Required("account", account, Account.LongestName), ct);
        return checks.Error is { } error ? error : commit;
    }, ct);

    /// <summary>A disabled account cannot sign in, and its sessions and tokens end at once.</summary>
    public Task<Result<Done>> SetDisabledAsync(string code, int expected, bool disabled, CancellationToken ct) => ChangeAsync(code, (_, account) =>
    {
        if (account is null)
        {
            return Task.FromResult<Result<Commit>>(OrganizationErrors.AccountUnknown);
        }

        if (disabled)
        {
            account.Disable(Stamp.New());
        }
        else
        {
            account.Enable();
        }

        return Task.FromResult<Result<Commit>>(new Commit().Update(account, expected).Audit(disabled ? "account.disabled" : "account.enabled", "account", account.Name));
    }, ct);

    /// <summary>Ends every session of the person, such as after a telephone was lost, and makes all browsers strangers again. Tokens go on.</summary>
    public Task<Result<Done>> EndSessionsAsync(string code, int expected, CancellationToken ct) => ChangeAsync(code, async (_, account) =>
    {
        if (account is null)
        {
            return OrganizationErrors.AccountUnknown;
        }

        account.SignOutEverywhere(Stamp.New());
        var commit = new Commit().Update(account, expected).Audit("sessions.ended", "account", account.Name);
        await devices.ForgetAsync(commit, account.Id, ct);
        return commit;
    }, ct);

    /// <summary>For whoever lost telephone and paper. Sessions end too. The other administrators' are the operator's to remove.</summary>
    public Task<Result<Done>> RemoveSecondFactorAsync(string code, int expected, CancellationToken ct) => ChangeAsync(code, async (staff, account) =>
    {
        if (account is null)
        {
            return OrganizationErrors.AccountUnknown;
        }

        var roles = await db.Set<StaffPost>().Where(p => p.StaffId == staff.Id).Join(db.Set<Role>(), p => p.Role, r => r.Code, (_, r) => r).ToListAsync(ct);
        if (roles.Exists(r => r.Administrator is not null))
        {
            return OrganizationErrors.LinkByOperator;
        }

        account.SignOutEverywhere(Stamp.New());
        var commit = new Commit().Update(account, expected).Audit("second-factor.removed", "account", account.Name);
        await factors.DropAsync(commit, account.Id, ct);
        return commit;
    }, ct);

    private async Task OpenAccountAsync(Commit commit, InputChecks checks, StaffMember staff, string name, CancellationToken ct)
    {
        var wanted = name.Trim();
        if (!Account.IsGoodName(wanted))
        {
            checks.Refuse("account", OrganizationErrors.AccountNameMalformed);
            return;
        }

        var key = Account.KeyOf(wanted);
        if (await db.Set<Account>().AnyAsync(a => a.NameKey == key, ct))
        {
            checks.Refuse("account", OrganizationErrors.AccountTaken);
        }

        commit.Insert(new Account { Id = clock.NewId(), Name = wanted, NameKey = key, StaffId = staff.Id, SecurityStamp = Stamp.New(), IsDisabled = false })
            .Audit("account.added", "account", wanted, new { staff = staff.Code });
    }

    private Task<Result<Done>> ChangeAsync(string code, Func<StaffMember, Account?, Task<Result<Commit>>> change, CancellationToken ct) => RunAsync(async () =>
    {
        if (await db.Set<StaffMember>().FirstOrDefaultAsync(s => s.Code == code, ct) is not { } staff)
        {
            return OrganizationErrors.StaffUnknown;
        }

        var account = await db.Set<Account>().FirstOrDefaultAsync(a => a.StaffId == staff.Id, ct);
        return account is not null && account.Id == current.Actor.AccountId ? OrganizationErrors.NotOneself : await change(staff, account);
    }, ct);

    private Task<Result<Done>> RunAsync(Func<Task<Result<Commit>>> act, CancellationToken ct) =>
        writer.ChangeAsync(Rights.AccountsManage, DirectoryRevision.Accounts, act, ct);
}
