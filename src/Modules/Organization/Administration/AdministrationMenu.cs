using System.Security.Claims;
using Fengqiao.Contracts;
using Fengqiao.Platform.Access;
using Fengqiao.Web.Navigation;

namespace Fengqiao.Organization.Administration;

/// <summary>The administrators' lines in the side menu: places and units for one of them, people and rights for another.</summary>
internal sealed class AdministrationMenu : IMenuContributor
{
    public IEnumerable<MenuEntry> Entries { get; } =
    [
        Line("Regions.Title", "/admin/regions", "map-2", 310, Rights.OrganizationManage),
        Line("Units.Title", "/admin/units", "building", 320, Rights.OrganizationManage),
        Line("Calendar.Menu", "/admin/calendar", "calendar", 325, Rights.OrganizationManage),
        Line("Staff.Title", "/admin/staff", "users", 330, Rights.AccountsManage),
        Line("Roles.Title", "/admin/roles", "shield-check", 340, Rights.AccountsManage),
        Line("Tokens.Title", "/admin/tokens", "key", 350, Rights.AccountsManage),
        Line("Retention.Menu", "/admin/retention", "history", 360, Rights.AccountsManage),
        Line("Watch.Menu", "/admin/watch", "eye", 370, [.. Rights.OfAdministrators]),
    ];

    private static MenuEntry Line(string text, string href, string icon, int order, params string[] rights) =>
        new(typeof(AdministrationTexts), text, href, icon, order) { GroupKey = "Menu.Group", Shown = person => rights.Any(right => person.HasClaim(AccessClaims.Right, right)) };
}
