using Fengqiao.Web.Navigation;

namespace Fengqiao.Organization.Features.ShowAccount;

/// <summary>The way to one's own account, last in the menu.</summary>
internal sealed class AccountMenu : IMenuContributor
{
    public IEnumerable<MenuEntry> Entries { get; } = [new MenuEntry(typeof(OrganizationTexts), "Account.Title", "/account", "user-circle", 900)];
}
