using System.Net.Http.Headers;

namespace Fengqiao.Host.Server;

/// <summary>
/// Bodies are UTF-8, as JSON has to be and browsers' forms here are. One that says it is something else is refused before anybody guesses: an
/// encoding the runtime does not know would be a fault, and one that it does know may hide from whoever looks at the bytes on the way.
/// </summary>
internal static class BodyEncoding
{
    public static IApplicationBuilder UseUtf8Bodies(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        if (IsUtf8(context.Request.ContentType))
        {
            return next(context);
        }

        // Left without a body: a program gets a problem, a person a page.
        context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        return Task.CompletedTask;
    });

    private static bool IsUtf8(string? contentType) =>
        !MediaTypeHeaderValue.TryParse(contentType, out var type) || type.CharSet is null || type.CharSet.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
