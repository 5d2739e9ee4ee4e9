using System.Reflection;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Notifications;
using Fengqiao.Notifications.Features;
using Fengqiao.Notifications.Features.ManageChannels;
using Fengqiao.Notifications.Features.ManageMessages;
using Fengqiao.Notifications.Features.ManageRouting;
using Fengqiao.Notifications.Features.ManageWebhooks;
using Fengqiao.Notifications.Features.SetContact;
using Fengqiao.Notifications.Features.WatchDeliveries;
using Fengqiao.Notifications.Reactions;
using Fengqiao.Notifications.Routing;
using Fengqiao.Notifications.Sending;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Outbox;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Web.Navigation;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fengqiao.Notifications;

/// <summary>Tells people and other systems of steps outside of the app: by mail, text message and webhook.</summary>
public static class NotificationsModule
{
    public static Assembly Assembly => typeof(NotificationsModule).Assembly;

    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton(new TextSource(typeof(NotificationTexts))).AddSingleton<IMenuContributor, NotificationsMenu>();
        services.AddScoped<RoutingTable>().AddScoped<INoticeRouting>(s => s.GetRequiredService<RoutingTable>()).AddScoped<IReporterNews, ReporterNews>().AddScoped<ILinkMessages, LinkMessages>().AddScoped<DeliveryPlanner>();
        services.AddScoped<AddressBook>().AddScoped<MessageWords>().AddSingleton(new MailTrust());
        services.AddScoped<MailCourier>().AddScoped<SmsCourier>().AddScoped<WebhookCourier>();
        services.AddScoped<ICourier>(s => s.GetRequiredService<MailCourier>()).AddScoped<ICourier>(s => s.GetRequiredService<SmsCourier>()).AddScoped<ICourier>(s => s.GetRequiredService<WebhookCourier>());
        services.AddSingleton<DeliverySender>().AddHostedService(s => s.GetRequiredService<DeliverySender>());
        services.AddSingleton<DeliveryPurge>().AddHostedService(s => s.GetRequiredService<DeliveryPurge>());
        services.AddScoped<RoutingEditor>().AddScoped<MessageEditor>().AddScoped<ChannelEditor>().AddScoped<WebhookDesk>().AddScoped<DeliveryDesk>();
        services.AddScoped<ContactEditor>().AddScoped<IForgetAgain, ForgetContacts>();
        services.AddSingleton(new WrappedKeyColumn("notification_channels", "id", "wrapped_key"));
        services.AddSingleton(new WrappedKeyColumn("notification_webhooks", "id", "wrapped_key"));
        services.AddSingleton(new WrappedKeyColumn("notification_contacts", "id", "wrapped_key"));
        services.AddReaction<CaseMoved, PlanMessages>();
        services.AddReaction<CaseRegistered, PlanMessages>();
        services.AddReaction<CaseCommented, PlanMessages>();
        services.AddReaction<UnitsCalled, PlanMessages>();
        services.AddReaction<UnitSupervised, PlanMessages>();
        return services;
    }

    public static IEndpointRouteBuilder MapNotifications(this IEndpointRouteBuilder routes)
    {
        routes.MapWebhooks();
        return routes;
    }
}
