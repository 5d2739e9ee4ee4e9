using Fengqiao.Contracts;
using Fengqiao.Platform.Access;
using Fengqiao.Web.Navigation;

namespace Fengqiao.Assessment.Features;

/// <summary>Indicators and bulletins in the side menu, and their definitions for the administrator.</summary>
internal sealed class AssessmentMenu : IMenuContributor
{
    public IEnumerable<MenuEntry> Entries { get; } =
    [
        new MenuEntry(typeof(AssessmentTexts), "Menu.Indicators", "/indicators", "chart-bar", 62) { Shown = person => person.HasClaim(AccessClaims.Right, Rights.StatisticsRead) }.Under(MenuHeading.Oversight),
        new MenuEntry(typeof(AssessmentTexts), "Menu.Bulletins", "/bulletins", "file-text", 63) { Shown = person => person.HasClaim(AccessClaims.Right, Rights.StatisticsRead) }.Under(MenuHeading.Oversight),
        new(typeof(AssessmentTexts), "Edit.Title", "/admin/indicators", "chart-bar", 426)
        {
            GroupKey = "Menu.Group", Shown = person => person.HasClaim(AccessClaims.Right, Rights.OrganizationManage),
        },
    ];
}
