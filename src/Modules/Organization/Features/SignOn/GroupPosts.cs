using System.Security.Claims;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Organization.Features.SignOn;

/// <summary>Brings the posts of a person in line with the groups the county's sign-on says they are in.</summary>
internal sealed partial class GroupPosts(FengqiaoDb db, CountySignOn signOn, RegionDirectory regions, CountyClock clock, ILogger<GroupPosts> log)
{
    /// <summary>Gives and ends posts; where one ends, so do the sessions that were begun with it.</summary>
    /// <returns>Fails with <see cref="OrganizationErrors.DutiesTogether"/>, and then changes nothing.</returns>
    public async Task<Result<Account>> BringInLineAsync(Commit commit, Account account, ClaimsPrincipal person, CancellationToken ct)
    {
        if (account.StaffId is not { } staffId || await db.Set<StaffMember>().FirstOrDefaultAsync(s => s.Id == staffId, ct) is not { } staff)
        {
            // A program's account has no posts and gets none.
            return account;
        }

        var posts = await db.Set<StaffPost>().Where(p => p.StaffId == staffId).ToListAsync(ct);
        var roles = await db.Set<Role>().ToDictionaryAsync(r => r.Code, StringComparer.Ordinal, ct);
        var planned = GroupMapping.Plan(posts, await WantedAsync(person, roles, ct), roles, clock.Today);
        if (planned.Failed(out var error))
        {
            return error;
        }

        if (planned.Value.IsNone)
        {
            return account;
        }

        Change(commit, staff, posts, planned.Value);
        // All changes of a person's posts stand under the person's version, as on the administrator's page.
        var seen = staff.Version;
        staff.Version++;
        commit.Update(staff, seen);
        if (planned.Value.End.Count > 0)
        {
            var expected = account.Version;
            account.SignOutEverywhere(Stamp.New());
            commit.Update(account, expected);
        }

        return account;
    }

    /// <summary>What the groups give. A line of the settings that names a role, unit or place which is not there gives nothing.</summary>
    public async Task<List<MappedPost>> WantedAsync(ClaimsPrincipal person, IReadOnlyDictionary<string, Role> roles, CancellationToken ct)
    {
        var member = person.FindAll(signOn.Provider!.GroupsClaim).Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
        var wanted = new List<MappedPost>();
        foreach (var rule in signOn.Provider.Groups.Where(g => member.Contains(g.Group)))
        {
            var unit = await db.Set<Unit>().FirstOrDefaultAsync(u => u.Code == rule.Unit, ct);
            var region = rule.Region ?? unit?.Region;
            if (unit is null || !roles.ContainsKey(rule.Role) || !RegionCode.TryParse(region, out var code) || regions.Find(code) is null)
            {
                LogBroken(log, rule.Role, rule.Unit, region ?? "");
                continue;
            }

            wanted.Add(new MappedPost(rule.Role, unit.Id, code.Value));
        }

        return wanted;
    }

    /// <summary>Adds what changes to the commit, one entry in the audit trail for each post.</summary>
    public void Change(Commit commit, StaffMember staff, IReadOnlyCollection<StaffPost> posts, PostChanges changes)
    {
        foreach (var given in changes.Give)
        {
            // One row for each role, unit and region of a person: a post that ended begins again in its old row.
            var old = posts.FirstOrDefault(p => MappedPost.Of(p) == given);
            commit.Upsert(new StaffPost { Id = old?.Id ?? clock.NewId(), StaffId = staff.Id, UnitId = given.UnitId, Role = given.Role, Region = given.Region, IsMapped = true })
                .Audit("post.given", "staff", staff.Code, new { role = given.Role, region = given.Region, by = "sign-on" });
        }

        var last = clock.Today.AddDays(-1);
        foreach (var post in changes.End)
        {
            commit.Upsert(new StaffPost { Id = post.Id, StaffId = post.StaffId, UnitId = post.UnitId, Role = post.Role, Region = post.Region, ValidFrom = post.ValidFrom, ValidTo = last, IsMapped = true })
                .Audit("post.ended", "staff", staff.Code, new { role = post.Role, region = post.Region, last, by = "sign-on" });
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A line of signIn.provider.groups gives nothing: role {Role}, unit {Unit} or place {Region} is not there.")]
    private static partial void LogBroken(ILogger log, string role, string unit, string region);
}
