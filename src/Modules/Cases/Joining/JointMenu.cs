using Fengqiao.Contracts;
using Fengqiao.Platform.Access;
using Fengqiao.Web.Navigation;

namespace Fengqiao.Cases.Joining;

/// <summary>Joint handling in the side menu of those who handle or dispatch.</summary>
internal sealed class JointMenu : IMenuContributor
{
    public IEnumerable<MenuEntry> Entries { get; } =
    [
        new MenuEntry(typeof(JointTexts), "Menu.Joint", "/joint", "users", 43)
        {
            Shown = person => person.HasClaim(AccessClaims.Right, Rights.CasesHandle) || person.HasClaim(AccessClaims.Right, Rights.CasesDispatch),
        }.Under(MenuHeading.Together),
        new MenuEntry(typeof(JointTexts), "Menu.Whistles", "/whistles", "speakerphone", 44)
        {
            Shown = person => person.HasClaim(AccessClaims.Right, Rights.CasesHandle) || person.HasClaim(AccessClaims.Right, Rights.CasesDispatch),
        }.Under(MenuHeading.Together),
        new MenuEntry(typeof(JointTexts), "Menu.Sessions", "/sessions", "users-group", 45)
        {
            Shown = person => person.HasClaim(AccessClaims.Right, Rights.CasesHandle) || person.HasClaim(AccessClaims.Right, Rights.CasesDispatch),
        }.Under(MenuHeading.Together),
        new MenuEntry(typeof(JointTexts), "Menu.HandOvers", "/hand-overs", "arrows-exchange", 46)
        {
            Shown = person => person.HasClaim(AccessClaims.Right, Rights.CasesRegister) || person.HasClaim(AccessClaims.Right, Rights.CasesHandle),
        }.Under(MenuHeading.Together),
        new MenuEntry(typeof(JointTexts), "Menu.Receptions", "/reception/schedule", "calendar-event", 47)
        {
            Shown = person => person.HasClaim(AccessClaims.Right, Rights.CasesDispatch) || person.HasClaim(AccessClaims.Right, Rights.SupervisionNote),
        }.Under(MenuHeading.Together),
        new MenuEntry(typeof(JointTexts), "Menu.Sponsored", "/sponsored", "star", 48)
        {
            Shown = person => person.HasClaim(AccessClaims.Right, Rights.SupervisionNote),
        }.Under(MenuHeading.Together),
        new MenuEntry(typeof(JointTexts), "Menu.WhistleLimits", "/admin/whistles", "speakerphone", 426)
        {
            GroupKey = "Menu.Group", Shown = person => person.HasClaim(AccessClaims.Right, Rights.OrganizationManage),
        },
    ];
}
