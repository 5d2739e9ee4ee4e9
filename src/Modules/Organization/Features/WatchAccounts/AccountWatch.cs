using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Organization.Administration;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Audit;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.WatchAccounts;

/// <summary>Somebody who holds a right of the three administrators today.</summary>
/// <param name="Since">First day of the post; null where none was given.</param>
internal sealed record AdministratorView(string Code, string Name, Role Role, DateOnly? Since);

/// <param name="LastUtc">Last sign-in; null when there was none within <see cref="AccountWatch.Kept"/>.</param>
/// <param name="PostsEnded">The last day of the last post; null while the person has one.</param>
internal sealed record StaleAccount(string Account, string? Code, string? Name, DateTime? LastUtc, DateOnly? PostsEnded);

/// <summary>
/// What administrators are shown of each other, and the accounts nobody seems to need any more. No one of them may name another in silence: every
/// administrator reads who was named, by whom.
/// </summary>
internal sealed class AccountWatch(FengqiaoDb db, CurrentActor current, CountyClock clock)
{
    /// <summary>As long as every audit is kept: no sign-in before can be counted upon to stand in it.</summary>
    public const int Kept = 184;

    /// <summary>Days without a sign-in that can be asked for.</summary>
    public static readonly IReadOnlyList<int> Choices = [30, 90, 180];

    private const int MostTold = 50;

    public bool IsForMe => Rights.OfAdministrators.Any(current.Actor.Can);

    /// <summary>Accounts are the security administrator's alone.</summary>
    public bool SeesAccounts => current.Actor.Can(Rights.AccountsManage);

    /// <summary>Of the last <see cref="Kept"/> days, newest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> ToldAsync(CancellationToken ct)
    {
        var since = clock.UtcNow.AddDays(-Kept);
        return await db.Set<AuditEntry>().Where(e => e.AtUtc >= since && (e.Action == ToldActs.Named || e.Action == ToldActs.Unlocked))
            .OrderByDescending(e => e.AtUtc).ThenByDescending(e => e.Sequence).Take(MostTold).ToListAsync(ct);
    }

    public async Task<IReadOnlyList<AdministratorView>> AdministratorsAsync(CancellationToken ct)
    {
        var today = clock.Today;
        var roles = (await db.Set<Role>().ToListAsync(ct)).Where(ToldActs.IsAdministrators).ToDictionary(r => r.Code, StringComparer.Ordinal);
        var codes = roles.Keys.ToList();
        var posts = await db.Set<StaffPost>().Where(p => codes.Contains(p.Role)).Join(db.Set<StaffMember>(), p => p.StaffId, s => s.Id, (p, s) => new { Post = p, s.Code, s.Name }).ToListAsync(ct);
        return [.. posts.Where(p => p.Post.IsValidOn(today)).OrderBy(p => p.Post.Role, StringComparer.Ordinal).ThenBy(p => p.Code, StringComparer.Ordinal)
            .Select(p => new AdministratorView(p.Code, p.Name, roles[p.Post.Role], p.Post.ValidFrom))];
    }

    /// <summary>Accounts that could sign in and have not for so many days, and those whose owner has no post any more.</summary>
    public async Task<IReadOnlyList<StaleAccount>> StaleAsync(int days, CancellationToken ct)
    {
        var (now, today) = (clock.UtcNow, clock.Today);
        var kept = now.AddDays(-Kept);
        var last = await db.Set<AuditEntry>().Where(e => e.AtUtc >= kept && e.Action == "sign-in").GroupBy(e => e.ObjectId)
            .Select(g => new { Account = g.Key, At = g.Max(e => e.AtUtc) }).ToDictionaryAsync(g => g.Account, g => g.At, StringComparer.Ordinal, ct);
        var tokens = (await db.Set<ApiToken>().Where(t => t.LastUsedOn != null).ToListAsync(ct)).Where(t => t.LastUsedOn > today.AddDays(-days)).Select(t => t.AccountId).ToHashSet();
        var staff = await db.Set<StaffMember>().ToDictionaryAsync(s => s.Id, ct);
        var posts = (await db.Set<StaffPost>().ToListAsync(ct)).ToLookup(p => p.StaffId);
        var found = new List<StaleAccount>();
        foreach (var account in await db.Set<Account>().Where(a => !a.IsDisabled).ToListAsync(ct))
        {
            var at = last.TryGetValue(account.Name, out var seen) ? seen : (DateTime?)null;
            var owner = account.StaffId is { } id ? staff.GetValueOrDefault(id) : null;
            var held = owner is null ? [] : posts[owner.Id].ToList();
            var ended = held.Count > 0 && held.TrueForAll(p => p.ValidTo < today) ? held.Max(p => p.ValidTo) : null;
            if (ended is not null || ((at is null || at < now.AddDays(-days)) && !tokens.Contains(account.Id)))
            {
                found.Add(new StaleAccount(account.Name, owner?.Code, owner?.Name, at, ended));
            }
        }

        return [.. found.OrderBy(a => a.PostsEnded is null).ThenBy(a => a.LastUtc ?? DateTime.MinValue).ThenBy(a => a.Account, StringComparer.Ordinal)];
    }
}
