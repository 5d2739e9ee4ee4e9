using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.SetPassword;

/// <summary>Lets whoever holds an address that works once choose the password of its account. It ends the account's sessions and locks.</summary>
internal sealed class PasswordChooser(FengqiaoDb db, CommitLane lane, PasswordChange change, OneTimeLinks links, Devices devices, DirectoryKeeper keeper, CurrentActor current)
{
    /// <summary>The account's name; null when the address may not be used.</summary>
    public async Task<string?> AccountOfAsync(string? secret, CancellationToken ct) =>
        await links.FindAsync(LinkPurpose.Password, secret, ct) is { } link ? (await OwnerAsync(link, ct))?.Name : null;

    public async Task<Result<Done>> ChooseAsync(HttpContext context, string? secret, string? wanted, string? again, CancellationToken ct)
    {
        if (await links.FindAsync(LinkPurpose.Password, secret, ct) is not { } link || await OwnerAsync(link, ct) is not { } account)
        {
            return OrganizationErrors.LinkOver;
        }

        var commit = new Commit();
        if (await change.AddAsync(commit, account, wanted, ct) is { } refused)
        {
            return refused;
        }

        if (wanted != again)
        {
            return OrganizationErrors.PasswordsDiffer;
        }

        links.Use(commit, link);
        // Browsers known before may not be in the owner's hands; this one is, and stays open to them whoever locks the account elsewhere.
        await devices.ForgetAsync(commit, account.Id, ct);
        devices.KnowAnew(commit, context, account.Id);
        commit.Audit("password.chosen", "account", account.Name);
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
