using Fengqiao.Contracts;
using Fengqiao.Host.Audit;
using Fengqiao.Platform.Access;
using Fengqiao.Web.Navigation;

namespace Fengqiao.Host.Operations;

/// <summary>The operators' line in the side menu.</summary>
internal sealed class OperationsMenu : IMenuContributor
{
    public IEnumerable<MenuEntry> Entries { get; } =
    [
        new MenuEntry(typeof(OperationsTexts), "Imports.Title", "/admin/imports", "file-import", 700)
        {
            GroupKey = "Menu.Group",
            Shown = person => person.HasClaim(AccessClaims.Right, Rights.OrganizationManage) || person.HasClaim(AccessClaims.Right, Rights.AccountsManage) || person.HasClaim(AccessClaims.Right, Rights.CasesImport),
        },
        new MenuEntry(typeof(OperationsTexts), "System.Title", "/operations/system", "activity", 790) { GroupKey = "Menu.Group", Shown = person => person.HasClaim(AccessClaims.Right, Rights.OperationsRead) },
        new MenuEntry(typeof(OperationsTexts), "Title", "/operations/outbox", "server", 800) { GroupKey = "Menu.Group", Shown = person => person.HasClaim(AccessClaims.Right, Rights.OperationsRead) },
        new MenuEntry(typeof(AuditTexts), "Menu", "/audit", "shield-lock", 810) { Shown = person => person.HasClaim(AccessClaims.Right, Rights.AuditRead) },
    ];
}
