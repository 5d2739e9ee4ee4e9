using Fengqiao.Contracts;
using Fengqiao.Notifications.Features.WatchDeliveries;
using Fengqiao.Platform.Access;
using Fengqiao.Web.Navigation;
using Microsoft.Extensions.DependencyInjection;

namespace Fengqiao.Notifications.Features;

/// <summary>The lines in the side menu: for who decides who is told, and for who keeps the ways out running.</summary>
internal sealed class NotificationsMenu : IMenuContributor
{
    public IEnumerable<MenuEntry> Entries { get; } =
    [
        Line("Routing.Title", "/admin/routing", "route", 465, Rights.WordsManage),
        Line("Channels.Title", "/admin/channels", "send", 470, Rights.OrganizationManage),
        Line("Deliveries.Title", "/admin/deliveries", "list-details", 475, Rights.OperationsRead) with
        {
            Count = static async (context, ct) => await context.RequestServices.GetRequiredService<DeliveryDesk>().FailedAsync(ct),
        },
    ];

    private static MenuEntry Line(string text, string href, string icon, int order, string right) =>
        new(typeof(NotificationTexts), text, href, icon, order) { GroupKey = "Menu.Group", Shown = person => person.HasClaim(AccessClaims.Right, right) };
}
