using Fengqiao.Host.Settings;
using Microsoft.AspNetCore.Http.Features;

namespace Fengqiao.Host.Server;

/// <summary>Only requests with files may be large. Says so before a byte of the body is read.</summary>
internal static class BodyLimits
{
    public static IApplicationBuilder UseBodyLimits(this IApplicationBuilder app, LimitSettings limits) => app.Use((context, next) =>
    {
        if (!CarriesFiles(context.Request) && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limits.RequestBytes;
        }

        return next(context);
    });

    private static bool CarriesFiles(HttpRequest request) =>
        request.ContentType is { } type
        && !type.Contains("json", StringComparison.OrdinalIgnoreCase)
        && !type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        && !type.StartsWith("text/", StringComparison.OrdinalIgnoreCase);
}
