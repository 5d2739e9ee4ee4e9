using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Administration;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.ManageStaff;

/// <summary>
/// Binds a person's account to their subject at the county's sign-on, and undoes it. Not for oneself, and not for administrators: whoever
/// binds a subject to an account decides who is that account, and the three are not to be each other. They bind themselves by password.
/// </summary>
internal sealed class SignOnEditor(FengqiaoDb db, DirectoryWriter writer, CountySignOn signOn, SignOnBindings bindings, CurrentActor current, CountyClock clock)
{
    public Task<Result<Done>> BindAsync(string code, string? subject, CancellationToken ct) => ChangeAsync(code, async (account, provider) =>
    {
        if (subject?.Trim() is not { } name || !SignOnBinding.IsGoodSubject(name))
        {
            return OrganizationErrors.SubjectMalformed;
        }

        if (await bindings.FindAsync(new Subject(provider, name), ct) is not null)
        {
            return OrganizationErrors.SubjectBound;
        }

        if (await bindings.OfAsync(account.Id, ct) is not null)
        {
            return OrganizationErrors.AccountBound;
        }

        return new Commit().Insert(new SignOnBinding { Id = clock.NewId(), AccountId = account.Id, Issuer = provider, Subject = name, BoundUtc = clock.UtcNow })
            .Audit("sign-on.bound", "account", account.Name, new { subject = SignOnBindings.MarkOf(name) });
    }, ct);

    /// <summary>The person's sessions end: one of them may have begun there.</summary>
    public Task<Result<Done>> UnbindAsync(string code, int expected, CancellationToken ct) => ChangeAsync(code, async (account, _) =>
    {
        if (await bindings.OfAsync(account.Id, ct) is not { } binding)
        {
            return OrganizationErrors.NotBound;
        }

        account.SignOutEverywhere(Stamp.New());
        return new Commit().Delete(binding).Update(account, expected).Audit("sign-on.unbound", "account", account.Name, new { subject = SignOnBindings.MarkOf(binding.Subject) });
    }, ct);

    private Task<Result<Done>> ChangeAsync(string code, Func<Account, string, Task<Result<Commit>>> change, CancellationToken ct) =>
        writer.ChangeAsync(Rights.AccountsManage, DirectoryRevision.Accounts, async () =>
        {
            if (signOn.Provider is not { } provider)
            {
                return OrganizationErrors.SignOnOff;
            }

            if (await db.Set<StaffMember>().FirstOrDefaultAsync(s => s.Code == code, ct) is not { } staff)
            {
                return OrganizationErrors.StaffUnknown;
            }

            if (await db.Set<Account>().FirstOrDefaultAsync(a => a.StaffId == staff.Id, ct) is not { } account)
            {
                return OrganizationErrors.AccountUnknown with { Field = null };
            }

            if (account.Id == current.Actor.AccountId)
            {
                return OrganizationErrors.NotOneself;
            }

            var roles = await db.Set<StaffPost>().Where(p => p.StaffId == staff.Id).Join(db.Set<Role>(), p => p.Role, r => r.Code, (_, r) => r).ToListAsync(ct);
            return roles.Exists(r => r.Administrator is not null) ? OrganizationErrors.BoundByOwner : await change(account, provider.Issuer);
        }, ct);
}
