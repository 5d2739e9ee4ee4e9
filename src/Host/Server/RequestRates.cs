using System.Globalization;
using System.Threading.RateLimiting;
using Fengqiao.Cases;
using Fengqiao.Host.Settings;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.StaticAssets;

namespace Fengqiao.Host.Server;

/// <summary>
/// How often one source may ask. Whoever is signed in is counted by account, whatever address they share: a county whose offices leave by one
/// address must never be locked out of reading by one of them. An address is counted only where nobody is signed in, and only for what is sent:
/// opening a form is free, since a whole village may sit behind one address of its mobile network.
/// </summary>
internal static class RequestRates
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>What is over falls out of the count in steps of ten seconds.</summary>
    private const int Segments = 6;

    public static void AddRequestRates(this IServiceCollection services, LimitSettings limits) => services.AddRateLimiter(limiter =>
    {
        limiter.AddPolicy(CasesModule.PublicLimit, context => IsReading(context) || AccountOf(context) is not null
            ? Unlimited
            : Counted(NetworkSource.Of(context.Connection.RemoteIpAddress), limits.PublicRequestsPerMinute));
        limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            ByAccount(static context => context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null, limits.AccountRequestsPerMinute),
            ByAccount(static context => context.GetEndpoint()?.Metadata.GetMetadata<Export>() is not null, limits.AccountExportsPerMinute),
            ByAccount(static context => context.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true, limits.AccountUploadsPerMinute));
        limiter.OnRejected = static async (rejected, _) => await RefuseAsync(rejected);
    });

    private static bool IsReading(HttpContext context) => HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);

    /// <summary>Null for who is not signed in.</summary>
    private static string? AccountOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<CurrentActor>().Actor is { IsSignedIn: true } actor ? actor.Account : null;

    private static PartitionedRateLimiter<HttpContext> ByAccount(Func<HttpContext, bool> counts, int perMinute) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context => AccountOf(context) is { } account && counts(context) ? Counted(account, perMinute) : Unlimited);

    private static RateLimitPartition<string> Unlimited => RateLimitPartition.GetNoLimiter("");

    private static RateLimitPartition<string> Counted(string source, int perMinute) => RateLimitPartition.GetSlidingWindowLimiter(
        source, _ => new SlidingWindowRateLimiterOptions { PermitLimit = perMinute, Window = Window, SegmentsPerWindow = Segments });

    private static Task RefuseAsync(OnRejectedContext rejected)
    {
        var context = rejected.HttpContext;
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : Window;
        context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            return Problems.WriteAsync(context, new Error("platform.too-many-requests", ErrorKind.TooMany));
        }

        // Left without a body, so that a person gets a page.
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        return Task.CompletedTask;
    }
}
