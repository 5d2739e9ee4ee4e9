using Fengqiao.Kernel;
using Fengqiao.Platform.Http;

namespace Fengqiao.Host.Server;

/// <summary>Gives the answers of the API that routing left without a body (no such address, no such method) the shape of all other errors.</summary>
internal static class ApiStatus
{
    public static IApplicationBuilder UseApiStatus(this IApplicationBuilder app) => app.Use(static async (context, next) =>
    {
        await next(context);
        var response = context.Response;
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || response.HasStarted || response.StatusCode < StatusCodes.Status400BadRequest || response.ContentType is not null)
        {
            return;
        }

        var status = response.StatusCode;
        var problem = Problems.Result(context, Explain(status)).ProblemDetails;
        problem.Status = status;
        await TypedResults.Problem(problem).ExecuteAsync(context);
    });

    private static Error Explain(int status) => status switch
    {
        StatusCodes.Status404NotFound => new Error("platform.not-found", ErrorKind.NotFound),
        StatusCodes.Status405MethodNotAllowed => new Error("platform.method-not-allowed", ErrorKind.Invalid),
        StatusCodes.Status413PayloadTooLarge => new Error("platform.too-large", ErrorKind.TooLarge),
        StatusCodes.Status415UnsupportedMediaType => new Error("platform.media-type", ErrorKind.UnsupportedMedia),
        _ => new Error("platform.bad-request", ErrorKind.Invalid),
    };
}
