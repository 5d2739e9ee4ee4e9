using Fengqiao.Contracts;
using Fengqiao.Organization.Domain;
using FsCheck;
using FsCheck.Fluent;

namespace Fengqiao.Organization.Tests.SignOn;

/// <summary>What holds for the mapping whatever somebody holds and whatever groups they come with.</summary>
public sealed class GroupMappingTests
{
    private static readonly DateOnly Today = new(2026, 3, 6);
    private static readonly Guid Unit = new("0190a5c0-0000-7000-8000-000000000001");

    private static readonly Dictionary<string, Role> Known = new[]
    {
        Role(Roles.Handler, null), Role(Roles.Verifier, null), Role(Roles.Leader, null),
        Role(Roles.SystemAdmin, AdministratorKind.System), Role(Roles.SecurityAdmin, AdministratorKind.Security), Role(Roles.AuditAdmin, AdministratorKind.Audit),
    }.ToDictionary(r => r.Code);

    [Fact]
    public void Plan_GivesWhatIsWanted_EndsOnlyWhatGroupsGave_AndNeverJoinsDuties() => Prop.ForAll(Arb.From(Situations()), situation =>
    {
        var (posts, wanted) = situation;
        var held = posts.Where(p => p.IsValidOn(Today)).ToList();
        var planned = GroupMapping.Plan(posts, wanted, Known, Today);
        if (planned.Failed(out var error))
        {
            error.Code.ShouldBe(OrganizationErrors.DutiesTogether.Code);
            // Refused rightly: what an administrator gave and what the groups give cannot be one person's.
            SeparationOfDuties.Allows(held.Where(p => !p.IsMapped).Select(p => p.Role).Concat(wanted.Select(w => w.Role)).Select(r => Known[r])).ShouldBeFalse();
            return;
        }

        var (give, end) = (planned.Value.Give, planned.Value.End);
        end.ShouldAllBe(p => p.IsMapped && held.Contains(p) && !wanted.Contains(MappedPost.Of(p)));
        give.ShouldAllBe(g => wanted.Contains(g));
        var after = held.Except(end).Select(MappedPost.Of).Concat(give).ToList();
        after.ShouldBeUnique();
        after.ShouldBe(held.Where(p => !p.IsMapped).Select(MappedPost.Of).Concat(wanted).Distinct(), ignoreOrder: true);
        SeparationOfDuties.Allows(after.Select(p => Known[p.Role])).ShouldBeTrue();
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static Gen<(List<StaffPost> Posts, List<MappedPost> Wanted)> Situations()
    {
        var role = Gen.Elements(Known.Keys.ToArray());
        var region = Gen.Elements("330699", "330699101");
        var place = from r in role from g in region select new MappedPost(r, Unit, g);
        var post =
            from at in place
            from mapped in Gen.Elements(true, false)
            from last in Gen.Elements<DateOnly?>(null, Today, Today.AddDays(-1))
            select new StaffPost { Id = Guid.Empty, StaffId = Guid.Empty, UnitId = at.UnitId, Role = at.Role, Region = at.Region, ValidTo = last, IsMapped = mapped };
        return
            from posts in Gen.ListOf(post)
            from wanted in Gen.ListOf(place)
            // The store keeps one row for each role, unit and place.
            select (posts.DistinctBy(MappedPost.Of).Take(4).ToList(), wanted.Distinct().Take(3).ToList());
    }

    private static Role Role(string code, AdministratorKind? kind) => new() { Code = code, NameZh = code, NameEn = code, Rights = "", Administrator = kind };
}
