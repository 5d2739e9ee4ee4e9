using Fengqiao.Kernel;
using Fengqiao.Notifications.Domain;
using Fengqiao.Notifications.Sending;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Notifications.Features.SetContact;

/// <summary>A colleague says where they can be reached outside of the app, and takes it back. Nobody else sees or changes it.</summary>
internal sealed class ContactEditor(FengqiaoDb db, Writer writer, CurrentActor current, AddressBook book, ErasureLog erased, CountyClock clock)
{
    public async Task<(Contact? Contact, Reach Reach)> MineAsync(CancellationToken ct) =>
        await book.FindAsync(current.Actor.Account, ct) is var (contact, reach) ? (contact, reach) : (null, new Reach(null, null));

    public Task<Result<Done>> SaveAsync(string? mail, string? phone, bool wantsMail, bool wantsSms, bool inEnglish, int seen, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (!current.Actor.IsSignedIn)
        {
            return NotificationErrors.NotAllowed;
        }

        var checks = new InputChecks();
        if (mail is not null && !MailAddress.TryRead(mail, out _))
        {
            checks.Refuse("mail", NotificationErrors.MailMalformed);
        }

        var digits = phone is null ? null : LookupValue.Phone(phone);
        if (phone is not null && digits is null)
        {
            checks.Refuse("phone", NotificationErrors.PhoneMalformed);
        }

        if (checks.Error is { } error)
        {
            return error;
        }

        var account = current.Actor.Account;
        var old = await db.Set<Contact>().FirstOrDefaultAsync(c => c.Account == account, ct);
        if (mail is null && digits is null)
        {
            return await RemoveAsync(old, ct);
        }

        var id = old?.Id ?? clock.NewId();
        var kept = book.Seal(id, new Reach(mail, digits));
        var wanted = new Contact
        {
            Id = id, Account = account, WantsMail = wantsMail && mail is not null, WantsSms = wantsSms && digits is not null, Language = inEnglish ? "en" : MessageWords.Chinese,
            WrappedKey = kept.WrappedKey, Sealed = kept.Cipher, Version = seen + 1,
        };
        var commit = old is null ? new Commit().Insert(wanted with { Version = 1 }) : new Commit().Update(wanted, seen);
        return await writer.SaveAsync(commit.Audit("contact.changed", "account", account, new { wanted.WantsMail, wanted.WantsSms }), ct);
    }, ct);

    private async Task<Result<Done>> RemoveAsync(Contact? old, CancellationToken ct)
    {
        if (old is null)
        {
            return Done.Instance;
        }

        var removed = await writer.SaveAsync(new Commit().Delete(old).Audit("contact.removed", "account", old.Account), ct);
        if (removed.IsSuccess)
        {
            // A backup from before, once restored, forgets it again.
            erased.Append([old.Id]);
        }

        return removed;
    }
}

/// <summary>Contacts that were taken back after a backup was made.</summary>
internal sealed class ForgetContacts(FengqiaoDb db, CommitLane lane) : IForgetAgain
{
    public async Task<int> ForgetAsync(IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        var found = await db.Set<Contact>().Where(c => people.Contains(c.Id)).ToListAsync(ct);
        if (found.Count == 0)
        {
            return 0;
        }

        var commit = new Commit();
        found.ForEach(c => commit.Delete(c));
        return (await lane.WriteAsync(commit.Audit("contact.forgotten", "contacts", "restore", new { found.Count }), CommitOrigin.System("restore"), ct)).IsSuccess ? found.Count : 0;
    }
}
