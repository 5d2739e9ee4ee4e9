using Fengqiao.Contracts;
using Fengqiao.Platform.Access;
using Fengqiao.Web.Navigation;

namespace Fengqiao.Insight.Features;

/// <summary>The lines in the side menu: for who keeps the reader, and for who reads figures.</summary>
internal sealed class InsightMenu : IMenuContributor
{
    public IEnumerable<MenuEntry> Entries { get; } =
    [
        new MenuEntry(typeof(FraudTexts), "Menu", "/fraud-tips", "shield-check", 90) { Shown = person => person.HasClaim(AccessClaims.Right, Rights.CasesRead) || person.HasClaim(AccessClaims.Right, Rights.CasesReadArea) }.Under(MenuHeading.Together),
        new MenuEntry(typeof(SameTexts), "Menu", "/same-matters", "copy", 86) { Shown = person => person.HasClaim(AccessClaims.Right, Rights.CasesDispatch) }.Under(MenuHeading.Together),
        new MenuEntry(typeof(HotTexts), "Menu", "/hot-issues", "activity", 85) { Shown = person => person.HasClaim(AccessClaims.Right, Rights.CasesRead) || person.HasClaim(AccessClaims.Right, Rights.CasesReadArea) }.Under(MenuHeading.Oversight),
        new MenuEntry(typeof(AloneTexts), "Menu", "/auto-dispatches", "checks", 86) { Shown = person => person.HasClaim(AccessClaims.Right, Rights.CasesDispatch) }.Under(MenuHeading.Oversight),
        new(typeof(InsightTexts), "Reader.Title", "/admin/reader", "eye", 450) { GroupKey = "Menu.Group", Shown = person => person.HasClaim(AccessClaims.Right, Rights.OrganizationManage) },
        new(typeof(FraudReaderTexts), "Title", "/admin/fraud-reader", "shield-check", 455) { GroupKey = "Group", Shown = person => person.HasClaim(AccessClaims.Right, Rights.OrganizationManage) },
        new(typeof(InsightTexts), "Accuracy.Title", "/admin/reader/accuracy", "activity", 460)
        {
            GroupKey = "Menu.Group",
            Shown = person => person.HasClaim(AccessClaims.Right, Rights.StatisticsRead) || person.HasClaim(AccessClaims.Right, Rights.OrganizationManage),
        },
    ];
}
