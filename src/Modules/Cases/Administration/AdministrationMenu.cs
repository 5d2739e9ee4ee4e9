using Fengqiao.Contracts;
using Fengqiao.Platform.Access;
using Fengqiao.Web.Navigation;

namespace Fengqiao.Cases.Administration;

/// <summary>The lines in the side menu of whoever keeps categories and rules.</summary>
internal sealed class AdministrationMenu : IMenuContributor
{
    public IEnumerable<MenuEntry> Entries { get; } =
    [
        Line("Categories.Title", "/admin/categories", "category", 410),
        Line("Limits.Title", "/admin/limits", "clock", 420),
        Line("Rules.Title", "/admin/rules", "route", 430),
        Line("Try.Title", "/admin/try", "eye", 440),
        Words("Words.Title", "/admin/words", "book", 450),
        Words("Notices.Title", "/admin/notices", "bell", 460),
    ];

    private static MenuEntry Words(string text, string href, string icon, int order) =>
        new(typeof(WordTexts), text, href, icon, order) { GroupKey = "Menu.Group", Shown = person => person.HasClaim(AccessClaims.Right, Rights.WordsManage) };

    private static MenuEntry Line(string text, string href, string icon, int order) =>
        new(typeof(AdministrationTexts), text, href, icon, order) { GroupKey = "Menu.Group", Shown = person => person.HasClaim(AccessClaims.Right, Rights.OrganizationManage) };
}
