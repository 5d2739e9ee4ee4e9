using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.SetPassword;

internal sealed class PasswordSetter(FengqiaoDb db, CommitLane lane, PasswordChange change, DirectoryKeeper keeper, CurrentActor current) : IPasswordSetter
{
    public async Task<Result<Done>> SetAsync(string account, string password, CancellationToken ct)
    {
        var key = Account.KeyOf(account);
        var owner = await db.Set<Account>().FirstOrDefaultAsync(a => a.NameKey == key, ct);
        if (owner is null)
        {
            return OrganizationErrors.AccountUnknown;
        }

        var commit = new Commit();
        if (await change.AddAsync(commit, owner, password, ct) is { } refused)
        {
            return refused;
        }

        commit.Audit("password.set", "account", owner.Name);
        var written = await lane.WriteAsync(commit, Origin.Of(current), ct);
        if (written.IsSuccess)
        {
            await keeper.RefreshAsync(ct);
        }

        return written;
    }
}
