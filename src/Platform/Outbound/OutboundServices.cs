using Microsoft.Extensions.DependencyInjection;

namespace Fengqiao.Platform.Outbound;

/// <summary>How the door to the outside is set up.</summary>
public static class OutboundServices
{
    public static IServiceCollection AddOutbound(this IServiceCollection services, OutboundPolicy policy) =>
        services.AddSingleton(policy).AddSingleton<INameResolver, SystemResolver>()
            .AddSingleton(s => new OutboundGuard(s.GetRequiredService<OutboundPolicy>(), s.GetRequiredService<INameResolver>(), TimeProvider.System));
}
