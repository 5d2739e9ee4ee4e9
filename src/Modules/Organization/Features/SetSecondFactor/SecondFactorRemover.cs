using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.SetSecondFactor;

internal sealed class SecondFactorRemover(FengqiaoDb db, CommitLane lane, SecondFactors factors, DirectoryKeeper keeper, CurrentActor current) : ISecondFactorRemover
{
    public async Task<Result<Done>> RemoveAsync(string account, CancellationToken ct)
    {
        var key = Account.KeyOf(account);
        if (await db.Set<Account>().FirstOrDefaultAsync(a => a.NameKey == key, ct) is not { } owner)
        {
            return OrganizationErrors.AccountUnknown;
        }

        if (!await factors.AnyAsync(owner.Id, ct))
        {
            return OrganizationErrors.NoSecondFactor;
        }

        var expected = owner.Version;
        owner.SignOutEverywhere(Stamp.New());
        var commit = new Commit().Update(owner, expected).Upsert(keeper.Changed(DirectoryRevision.Accounts)).Audit("second-factor.removed", "account", owner.Name);
        await factors.DropAsync(commit, owner.Id, ct);
        var written = await lane.WriteAsync(commit, Origin.Of(current), ct);
        if (written.IsSuccess)
        {
            await keeper.RefreshAsync(ct);
        }

        return written;
    }
}
