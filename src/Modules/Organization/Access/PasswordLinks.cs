using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Access;

/// <summary>
/// Gives people the address under which they choose their password: the first one, or another after they forgot it. The old one holds
/// until they do, so that asking for a link locks nobody out.
/// </summary>
internal sealed class PasswordLinks(FengqiaoDb db, Writer writer, OneTimeLinks links, CurrentActor current) : IPasswordLinks
{
    public async Task<Result<string>> CreateAsync(string account, CancellationToken ct)
    {
        var key = Account.KeyOf(account);
        return await db.Set<Account>().FirstOrDefaultAsync(a => a.NameKey == key, ct) is { } owner ? await MakeAsync(owner, ct) : OrganizationErrors.AccountUnknown;
    }

    /// <summary>
    /// For the security administrator, who can make one for everybody but the other administrators: who could open their accounts would
    /// be all three. For these the operator makes it, on the machine itself.
    /// </summary>
    public Task<Result<string>> CreateFromPageAsync(string staffCode, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (!current.Actor.Can(Rights.AccountsManage))
        {
            return OrganizationErrors.Forbidden;
        }

        var staff = await db.Set<StaffMember>().Where(s => s.Code == staffCode).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(ct);
        if (staff is null || await db.Set<Account>().FirstOrDefaultAsync(a => a.StaffId == staff, ct) is not { } owner)
        {
            return OrganizationErrors.AccountUnknown;
        }

        if (owner.Id == current.Actor.AccountId)
        {
            return OrganizationErrors.NotOneself;
        }

        var roles = await db.Set<StaffPost>().Where(p => p.StaffId == staff).Join(db.Set<Role>(), p => p.Role, r => r.Code, (_, r) => r).ToListAsync(ct);
        return roles.Exists(r => r.Administrator is not null) ? OrganizationErrors.LinkByOperator : await MakeAsync(owner, ct);
    }, ct);

    private async Task<Result<string>> MakeAsync(Account owner, CancellationToken ct)
    {
        if (owner.IsDisabled)
        {
            return OrganizationErrors.AccountDisabled;
        }

        var commit = new Commit().Audit("password.link-made", "account", owner.Name);
        var path = await links.MakeAsync(commit, LinkPurpose.Password, owner.Id, ct);
        return await writer.SaveAsync(commit, () => path, ct);
    }
}
