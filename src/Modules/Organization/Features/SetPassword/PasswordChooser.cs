using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.SetPassword;

/// <summary>Lets whoever holds an address that works once choose the password of its account. It ends the account's sessions and locks.</summary>
internal sealed class PasswordChooser(FengqiaoDb db, CommitLane lane, Passwords passwords, OneTimeLinks links, DirectoryKeeper keeper, CurrentActor current)
{
    /// <summary>The account's name; null when the address may not be used.</summary>
    public async Task<string?> AccountOfAsync(string? secret, CancellationToken ct) =>
        await links.FindAsync(LinkPurpose.Password, secret, ct) is { } link ? (await OwnerAsync(link, ct))?.Name : null;

    public async Task<Result<Done>> ChooseAsync(string? secret, string? wanted, string? again, CancellationToken ct)
    {
        if (await links.FindAsync(LinkPurpose.Password, secret, ct) is not { } link || await OwnerAsync(link, ct) is not { } account)
        {
            return OrganizationErrors.LinkOver;
        }

        if (Passwords.Refuse(account.Name, wanted ?? "") is { } weak)
        {
            return weak;
        }

        if (wanted != again)
        {
            return OrganizationErrors.PasswordsDiffer;
        }

        var expected = account.Version;
        account.SetPassword(passwords.Hash(account, wanted!), Stamp.New());
        var commit = new Commit().Update(account, expected).Upsert(keeper.Changed(DirectoryRevision.Accounts)).Audit("password.chosen", "account", account.Name);
        links.Use(commit, link);
        var written = await lane.WriteAsync(commit, new CommitOrigin(account.Name, current.Source), ct);
        if (written.IsSuccess)
        {
            await keeper.RefreshAsync(ct);
        }

        return written;
    }

    private Task<Account?> OwnerAsync(OneTimeLink link, CancellationToken ct) =>
        db.Set<Account>().FirstOrDefaultAsync(a => a.Id == link.AccountId && !a.IsDisabled, ct);
}
