using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.OpenCounty;

/// <param name="Role">One of the three administrators' roles.</param>
/// <param name="Path">Under which they choose their password; works once.</param>
internal sealed record Invitation(string Role, string Name, string Account, string Path);

/// <summary>One of the three, as typed.</summary>
internal sealed record Administrator(string Role, string? Name, string? Account);

/// <param name="County">Code and name; not asked where regions have been imported.</param>
/// <param name="Centre">Code and name of the county's centre; not asked where units have been imported.</param>
internal sealed record Opening((string? Code, string? Name) County, (string? Code, string? Name) Centre, IReadOnlyList<Administrator> Administrators);

/// <summary>
/// Names the first three administrators. Each gets an address of their own and chooses a password there: whoever installs the platform
/// never holds any of the three accounts, and no account or password comes with the product.
/// </summary>
internal sealed class CountyOpener(
    FengqiaoDb db,
    CommitLane lane,
    OneTimeLinks links,
    RegionDirectory regions,
    UnitDirectory units,
    DirectoryKeeper keeper,
    CurrentActor current,
    CountyClock clock) : IFirstRun
{
    private const int LongestName = 50;
    private const int LongestPlace = 100;
    private const int LongestCode = 32;

    public static readonly IReadOnlyList<string> Three = [Roles.SystemAdmin, Roles.SecurityAdmin, Roles.AuditAdmin];

    public async Task<Result<string?>> OpenAsync(CancellationToken ct)
    {
        if (!await IsNeededAsync(ct))
        {
            return (string?)null;
        }

        var commit = new Commit().Audit("first-run.link-made", "installation", "first-run");
        var path = await links.MakeAsync(commit, LinkPurpose.FirstRun, null, ct);
        var written = await lane.WriteAsync(commit, Origin.Of(current), ct);
        return written.Map(_ => (string?)path);
    }

    /// <summary>Whether the address may be used: it is good, and there are no administrators.</summary>
    public async Task<bool> IsOpenAsync(string? secret, CancellationToken ct) =>
        await links.FindAsync(LinkPurpose.FirstRun, secret, ct) is not null && await IsNeededAsync(ct);

    public async Task<Result<IReadOnlyList<Invitation>>> NameAsync(string? secret, Opening typed, CancellationToken ct)
    {
        if (await links.FindAsync(LinkPurpose.FirstRun, secret, ct) is not { } link || !await IsNeededAsync(ct))
        {
            return OrganizationErrors.LinkOver;
        }

        var (checks, commit) = (new InputChecks(), new Commit());
        var county = CountyOf(checks, commit, typed.County);
        var centre = CentreOf(checks, commit, typed.Centre, county);
        var invitations = new List<Invitation>();
        foreach (var one in typed.Administrators)
        {
            invitations.Add(await InviteAsync(checks, commit, one, centre, county, ct));
        }

        if (invitations.DistinctBy(i => Account.KeyOf(i.Account)).Count() < invitations.Count || invitations.DistinctBy(i => i.Name).Count() < invitations.Count)
        {
            checks.Refuse(FieldOf(invitations[^1].Role, "name"), OrganizationErrors.ThreePeople);
        }

        if (checks.Error is { } error)
        {
            return error;
        }

        links.Use(commit, link);
        foreach (var directory in (string[])[DirectoryRevision.Regions, DirectoryRevision.Units, DirectoryRevision.Accounts])
        {
            commit.Upsert(keeper.Changed(directory));
        }

        commit.Audit("first-run.administrators-named", "installation", "first-run", new { accounts = invitations.Select(i => i.Account).ToList() });
        var written = await lane.WriteAsync(commit, Origin.Of(current), ct);
        if (written.Failed(out var fault))
        {
            return fault;
        }

        await keeper.RefreshAsync(ct);
        return invitations;
    }

    public static string FieldOf(string role, string what) => $"{role}-{what}";

    private async Task<bool> IsNeededAsync(CancellationToken ct)
    {
        // Compared as text in memory: there are a dozen roles.
        var administrators = (await db.Set<Role>().ToListAsync(ct)).Where(r => r.Administrator is not null).Select(r => r.Code).ToList();
        return !await db.Set<Account>().AnyAsync(a => a.StaffId != null && db.Set<StaffPost>().Any(p => p.StaffId == a.StaffId && administrators.Contains(p.Role)), ct);
    }

    private string CountyOf(InputChecks checks, Commit commit, (string? Code, string? Name) typed)
    {
        if (regions.County is { } known)
        {
            return known.Code.Value;
        }

        var code = checks.Region("county", checks.Required("county", typed.Code, LongestCode));
        var name = checks.Required("county-name", typed.Name, LongestPlace);
        if (code is { Level: not RegionLevel.County })
        {
            checks.Refuse("county", OrganizationErrors.NotACounty);
        }

        var county = code?.Value ?? "";
        commit.Insert(new Region { Code = county, Name = name, Level = RegionLevel.County });
        return county;
    }

    private Guid CentreOf(InputChecks checks, Commit commit, (string? Code, string? Name) typed, string county)
    {
        if (units.All.FirstOrDefault(u => u.Kind == UnitKind.CountyCentre) is { } known)
        {
            return known.Id;
        }

        var centre = new Unit
        {
            Id = clock.NewId(),
            Code = checks.Required("centre", typed.Code, LongestCode),
            Name = checks.Required("centre-name", typed.Name, LongestPlace),
            Kind = UnitKind.CountyCentre,
            Region = county,
        };
        if (centre.Code.Any(char.IsWhiteSpace))
        {
            checks.Refuse("centre", OrganizationErrors.UnitCodeMalformed);
        }

        if (units.FindByCode(centre.Code) is not null)
        {
            checks.Refuse("centre", OrganizationErrors.CodeTaken);
        }

        commit.Insert(centre);
        return centre.Id;
    }

    private async Task<Invitation> InviteAsync(InputChecks checks, Commit commit, Administrator typed, Guid centre, string county, CancellationToken ct)
    {
        var field = FieldOf(typed.Role, "account");
        var name = checks.Required(FieldOf(typed.Role, "name"), typed.Name, LongestName);
        var account = checks.Required(field, typed.Account, Account.LongestName);
        var key = Account.KeyOf(account);
        if (account.Length > 0 && !Account.IsGoodName(account))
        {
            checks.Refuse(field, OrganizationErrors.AccountNameMalformed);
        }
        else if (await db.Set<Account>().AnyAsync(a => a.NameKey == key, ct) || await db.Set<StaffMember>().AnyAsync(s => s.Code == account, ct))
        {
            checks.Refuse(field, OrganizationErrors.AccountTaken);
        }

        var staff = new StaffMember { Id = clock.NewId(), Code = account, Name = name };
        var owner = new Account { Id = clock.NewId(), Name = account, NameKey = key, StaffId = staff.Id, SecurityStamp = Stamp.New() };
        commit.Insert(staff).Insert(owner)
            .Insert(new StaffPost { Id = clock.NewId(), StaffId = staff.Id, UnitId = centre, Role = typed.Role, Region = county });
        return new Invitation(typed.Role, name, account, links.MakeFirst(commit, LinkPurpose.Password, owner.Id));
    }
}
