using Fengqiao.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Fengqiao.Platform.Outbox;

/// <summary>How a module says that it reacts to an event.</summary>
public static class OutboxServices
{
    public static IServiceCollection AddReaction<TEvent, TReaction>(this IServiceCollection services)
        where TEvent : class, IOutboxEvent
        where TReaction : class, IReaction<TEvent>
    {
        services.AddScoped<TReaction>();
        services.AddSingleton(new ReactionRegistration(typeof(TEvent), typeof(TReaction),
            (provider, message, ct) => provider.GetRequiredService<TReaction>().ReactAsync((TEvent)message, ct)));
        return services;
    }
}
