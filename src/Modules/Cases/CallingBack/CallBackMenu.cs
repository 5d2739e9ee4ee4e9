using Fengqiao.Contracts;
using Fengqiao.Platform.Access;
using Fengqiao.Web.Navigation;

namespace Fengqiao.Cases.CallingBack;

/// <summary>The telephone list in the side menu, and its rule for the administrator.</summary>
internal sealed class CallBackMenu : IMenuContributor
{
    public IEnumerable<MenuEntry> Entries { get; } =
    [
        new MenuEntry(typeof(CallBackTexts), "Menu.List", "/callbacks", "phone-call", 44) { Shown = person => person.HasClaim(AccessClaims.Right, Rights.CasesCallBack) },
        new MenuEntry(typeof(AdministrationTexts), "CallBack.Title", "/admin/call-back", "phone-check", 427)
        {
            GroupKey = "Menu.Group", Shown = person => person.HasClaim(AccessClaims.Right, Rights.OrganizationManage),
        },
    ];
}
