using System.Threading.RateLimiting;
using Fengqiao.Cases;
using Fengqiao.Host.Settings;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace Fengqiao.Host.Server;

/// <summary>
/// How often one address may call what is open to everybody. A flood from one is refused while others go on; a household or an
/// office behind one address stays well below it.
/// </summary>
internal static class PublicRate
{
    public static void AddPublicRate(this IServiceCollection services, LimitSettings limits) => services.AddRateLimiter(limiter =>
    {
        limiter.AddPolicy(CasesModule.PublicLimit, context => RateLimitPartition.GetSlidingWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = limits.PublicRequestsPerMinute,
                Window = TimeSpan.FromMinutes(1),
                SegmentsPerWindow = 6,
            }));
        limiter.OnRejected = static async (rejected, _) =>
            await Problems.WriteAsync(rejected.HttpContext, new Error("platform.too-many-requests", ErrorKind.TooMany));
    });
}
