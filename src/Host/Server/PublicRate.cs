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
        // Opening a form is free: a whole village may sit behind one address of its mobile network.
        limiter.AddPolicy(CasesModule.PublicLimit, context => HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetSlidingWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new SlidingWindowRateLimiterOptions
                {
                    PermitLimit = limits.PublicRequestsPerMinute,
                    Window = TimeSpan.FromMinutes(1),
                    SegmentsPerWindow = 6,
                }));
        limiter.OnRejected = static async (rejected, _) =>
        {
            var context = rejected.HttpContext;
            if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            {
                await Problems.WriteAsync(context, new Error("platform.too-many-requests", ErrorKind.TooMany));
                return;
            }

            // Left without a body, so that a person gets a page.
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "60";
        };
    });
}
