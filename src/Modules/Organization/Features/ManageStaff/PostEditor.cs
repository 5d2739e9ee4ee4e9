using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Administration;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Imports;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.ManageStaff;

/// <param name="Unit">Its code, perhaps followed by its name.</param>
/// <param name="Region">Empty means the unit's.</param>
internal sealed record PostInput(string? Role, string? Unit, string? Region, string? From, string? To);

/// <summary>
/// Gives posts and ends them. All posts of a person stand under the person's version, so that two administrators cannot each give one
/// that together break the separation of duties.
/// </summary>
internal sealed class PostEditor(FengqiaoDb db, DirectoryWriter writer, RegionDirectory regions, CurrentActor current, CountyClock clock)
{
    public Task<Result<Done>> AddAsync(string code, int expected, PostInput input, CancellationToken ct) => ChangeAsync(code, expected, async (staff, posts) =>
    {
        var checks = new InputChecks();
        var roles = await db.Set<Role>().ToDictionaryAsync(r => r.Code, StringComparer.Ordinal, ct);
        if (input.Role is null || !roles.ContainsKey(input.Role))
        {
            checks.Refuse("role", ImportErrors.Required);
        }

        var unit = await UnitAsync(checks, input.Unit, ct);
        var region = RegionOf(checks, input.Region, unit);
        var (from, to) = (checks.Date("from", input.From), checks.Date("to", input.To));
        checks.Ordered(from, to, "to");
        if (checks.Error is { } error)
        {
            return error;
        }

        var held = posts.FindAll(p => p.ValidTo is not { } end || end >= clock.Today);
        if (!SeparationOfDuties.Allows(held.Select(p => roles[p.Role]).Append(roles[input.Role!])))
        {
            return OrganizationErrors.DutiesTogether.For("role");
        }

        // One row for each role, unit and region of a person: a post that ended begins again in its old row.
        var old = posts.Find(p => (p.UnitId, p.Role, p.Region) == (unit!.Id, input.Role, region));
        if (old is not null && held.Contains(old))
        {
            return OrganizationErrors.PostHeld.For("role");
        }

        return new Commit()
            .Upsert(new StaffPost { Id = old?.Id ?? clock.NewId(), StaffId = staff.Id, UnitId = unit!.Id, Role = input.Role!, Region = region, ValidFrom = from, ValidTo = to })
            .Audit(ToldActs.IsAdministrators(roles[input.Role!]) ? ToldActs.Named : "post.given", "staff", staff.Code, new { role = input.Role, unit = unit.Code, region, from, to });
    }, ct);

    /// <summary>Name of the field for the last day: several posts can be ended on one page.</summary>
    public static string LastField(Guid post) => $"last-{post:N}";

    /// <param name="lastDay">Empty ends it with yesterday: from now on it gives no right.</param>
    public Task<Result<Done>> EndAsync(string code, int expected, Guid post, string? lastDay, CancellationToken ct) => ChangeAsync(code, expected, async (staff, posts) =>
    {
        var checks = new InputChecks();
        var last = checks.Date(LastField(post), lastDay) ?? clock.Today.AddDays(-1);
        if (posts.Find(p => p.Id == post) is not { } held)
        {
            return OrganizationErrors.PostUnknown;
        }

        if (last < clock.Today.AddDays(-1))
        {
            // The past stays as it was: what was done under the post was done rightly.
            checks.Refuse(LastField(post), OrganizationErrors.EndsInThePast);
        }

        if (checks.Error is { } error)
        {
            return error;
        }

        var ended = new StaffPost { Id = held.Id, StaffId = held.StaffId, UnitId = held.UnitId, Role = held.Role, Region = held.Region, ValidFrom = held.ValidFrom, ValidTo = last };
        var commit = new Commit().Upsert(ended).Audit("post.ended", "staff", staff.Code, new { role = held.Role, region = held.Region, last });
        if (last < clock.Today)
        {
            await SignOutAsync(commit, staff, ct);
        }

        return commit;
    }, ct);

    /// <summary>Rights that were taken away end the sessions begun with them.</summary>
    private async Task SignOutAsync(Commit commit, StaffMember staff, CancellationToken ct)
    {
        foreach (var account in await db.Set<Account>().Where(a => a.StaffId == staff.Id).ToListAsync(ct))
        {
            var seen = account.Version;
            account.SignOutEverywhere(Stamp.New());
            commit.Update(account, seen);
        }
    }

    private Task<Result<Done>> ChangeAsync(string code, int expected, Func<StaffMember, List<StaffPost>, Task<Result<Commit>>> change, CancellationToken ct) =>
        writer.ChangeAsync(Rights.AccountsManage, DirectoryRevision.Accounts, async () =>
        {
            if (await db.Set<StaffMember>().FirstOrDefaultAsync(s => s.Code == code, ct) is not { } staff)
            {
                return OrganizationErrors.StaffUnknown;
            }

            if (await db.Set<Account>().AnyAsync(a => a.StaffId == staff.Id && a.Id == current.Actor.AccountId, ct))
            {
                return OrganizationErrors.NotOneself;
            }

            var decided = await change(staff, await db.Set<StaffPost>().Where(p => p.StaffId == staff.Id).ToListAsync(ct));
            staff.Version = expected + 1;
            return decided.Map(commit => commit.Update(staff, expected));
        }, ct);

    private async Task<Unit?> UnitAsync(InputChecks checks, string? typed, CancellationToken ct)
    {
        var code = checks.Required("unit", typed, 150).Split(' ')[0];
        var unit = await db.Set<Unit>().FirstOrDefaultAsync(u => u.Code == code, ct);
        if (code.Length > 0 && unit is null)
        {
            checks.Refuse("unit", OrganizationErrors.UnitNotThere(code));
        }

        return unit;
    }

    private string RegionOf(InputChecks checks, string? typed, Unit? unit)
    {
        var region = checks.Region("region", typed)?.Value ?? unit?.Region ?? "";
        if (region.Length > 0 && regions.Find(RegionCode.Parse(region)) is null)
        {
            checks.Refuse("region", OrganizationErrors.RegionNotThere(region));
        }

        return region;
    }
}
