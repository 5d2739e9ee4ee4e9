using System.Collections.Frozen;
using System.Globalization;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Directories;

/// <summary>An account as each request needs it: whether it may still act, and as whom.</summary>
internal sealed record KnownAccount(Guid Id, string Name, string DisplayName, string SecurityStamp, bool IsDisabled, IReadOnlyList<Post> Posts)
{
    public bool IsAdministrator { get; init; }

    public bool HasSecondFactor { get; init; }

    public Actor ToActor() => new(Id, Name, DisplayName, Posts);

    /// <summary>Whether the county asks this person for a second factor.</summary>
    public bool MustHaveSecondFactor(SignInPolicy policy) =>
        policy.SecondFactor == SecondFactorRule.Everyone || (policy.SecondFactor == SecondFactorRule.Administrators && IsAdministrator);
}

/// <summary>
/// All accounts with their posts and rights, so that no request asks the database who it is. A disabled account and a changed
/// stamp arrive here with the change on this node, within seconds on the others.
/// </summary>
internal sealed class AccountDirectory : IAccountDirectory, IReloadable
{
    private FrozenDictionary<Guid, KnownAccount> _byId = FrozenDictionary<Guid, KnownAccount>.Empty;
    private FrozenDictionary<string, KnownAccount> _byName = FrozenDictionary<string, KnownAccount>.Empty;

    string IReloadable.Name => DirectoryRevision.Accounts;

    public IReadOnlyDictionary<string, Role> Roles { get; private set; } = FrozenDictionary<string, Role>.Empty;

    public KnownAccount? Find(Guid id) => _byId.GetValueOrDefault(id);

    /// <summary>The role's name in the language; its code where it is not known.</summary>
    public string RoleName(string code, CultureInfo language)
    {
        if (!Roles.TryGetValue(code, out var role))
        {
            return code;
        }

        return language.TwoLetterISOLanguageName == "zh" ? role.NameZh : role.NameEn;
    }

    ColleagueInfo? IAccountDirectory.Find(string account) => _byName.GetValueOrDefault(Account.KeyOf(account)) is { IsDisabled: false } known ? Colleague(known) : null;

    public IReadOnlyList<ColleagueInfo> WorkingFor(IReadOnlyCollection<Guid> units) =>
        [.. _byId.Values.Where(a => !a.IsDisabled && a.Posts.Any(p => units.Contains(p.UnitId))).Select(Colleague).OrderBy(c => c.Name, StringComparer.Ordinal)];

    private static ColleagueInfo Colleague(KnownAccount known) =>
        new(known.Name, known.DisplayName.Length > 0 ? known.DisplayName : known.Name, [.. known.Posts.Select(p => p.UnitId).Distinct()],
            known.Posts.SelectMany(p => p.Rights).ToHashSet(StringComparer.Ordinal));

    public string NameOf(string account) =>
        _byName.GetValueOrDefault(Account.KeyOf(account)) is { DisplayName.Length: > 0 } known ? known.DisplayName : account;

    async Task IReloadable.LoadAsync(FengqiaoDb db, DateOnly today, Guid revision, CancellationToken ct)
    {
        var roles = (await db.Set<Role>().ToListAsync(ct)).ToFrozenDictionary(r => r.Code);
        var rights = roles.ToFrozenDictionary(r => r.Key, r => r.Value.RightSet());
        var names = await db.Set<StaffMember>().ToDictionaryAsync(s => s.Id, s => s.Name, ct);
        var posts = (await db.Set<StaffPost>().ToListAsync(ct)).Where(p => p.IsValidOn(today)).ToLookup(p => p.StaffId);
        var accounts = await db.Set<Account>().ToListAsync(ct);
        var withFactor = (await db.Set<Authenticator>().Select(f => f.AccountId).ToListAsync(ct)).ToHashSet();
        withFactor.UnionWith(await db.Set<Passkey>().Select(p => p.AccountId).ToListAsync(ct));
        _byId = accounts.Select(a => new KnownAccount(
            a.Id,
            a.Name,
            a.StaffId is { } staff ? names[staff] : "",
            a.SecurityStamp,
            a.IsDisabled,
            a.StaffId is { } holder ? PostsOf([.. posts[holder].OrderBy(p => p.Id)], roles, rights) : [])
            {
                IsAdministrator = a.StaffId is { } person && posts[person].Any(p => roles[p.Role].Administrator is not null),
                HasSecondFactor = withFactor.Contains(a.Id),
            })
            .ToFrozenDictionary(a => a.Id);
        _byName = _byId.Values.ToFrozenDictionary(a => Account.KeyOf(a.Name));
        Roles = roles;
    }

    /// <summary>
    /// None for whoever would be two of the three administrators. Pages, API and imports refuse that; this holds also against rows that
    /// came into the store past them.
    /// </summary>
    private static IReadOnlyList<Post> PostsOf(IReadOnlyList<StaffPost> held, IReadOnlyDictionary<string, Role> roles, IReadOnlyDictionary<string, IReadOnlySet<string>> rights) =>
        SeparationOfDuties.Allows(held.Select(p => roles[p.Role]))
            ? [.. held.Select(p => new Post(p.Role, p.UnitId, RegionCode.Parse(p.Region), rights[p.Role]))]
            : [];
}
