using Fengqiao.Contracts;
using Fengqiao.Platform.Access;
using Fengqiao.Web.Navigation;

namespace Fengqiao.Cases.Supervising;

/// <summary>The supervision desk in the side menu, and its rules for the administrator.</summary>
internal sealed class SupervisionMenu : IMenuContributor
{
    public IEnumerable<MenuEntry> Entries { get; } =
    [
        new MenuEntry(typeof(SupervisionTexts), "Menu.Desk", "/supervision", "flag", 45)
        {
            Shown = person => person.HasClaim(AccessClaims.Right, Rights.SupervisionIssue) || person.HasClaim(AccessClaims.Right, Rights.SupervisionAnswer)
                || person.HasClaim(AccessClaims.Right, Rights.SupervisionNote),
        }.Under(MenuHeading.Oversight),
        new MenuEntry(typeof(AdministrationTexts), "Supervision.Title", "/admin/supervision", "flag", 425)
        {
            GroupKey = "Menu.Group", Shown = person => person.HasClaim(AccessClaims.Right, Rights.OrganizationManage),
        },
    ];
}
