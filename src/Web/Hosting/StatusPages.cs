using System.Diagnostics;
using Fengqiao.Web.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Web.Hosting;

/// <summary>Pages for people instead of empty or broken answers.</summary>
public static partial class StatusPages
{
    /// <summary>
    /// Answers browsers outside <c>/api</c> with a page when a request failed or an endpoint left only a status.
    /// Goes after request localisation and before authentication. It renders in place: re-executing would repeat a POST.
    /// </summary>
    public static IApplicationBuilder UseStatusPagesForPeople(this IApplicationBuilder app) => app.Use(static async (context, next) =>
    {
        if (!IsForPeople(context.Request))
        {
            await next(context);
            return;
        }

        string? reference = null;
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            reference = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
            var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Fengqiao.Web.Pages");
            PageFailed(logger, exception, reference);
            context.Response.Clear();
            context.Response.StatusCode = exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
        }

        var response = context.Response;
        if (response.HasStarted || response.StatusCode < 400 || response.ContentLength is > 0 || !string.IsNullOrEmpty(response.ContentType))
            return;
        await RenderAsync(context, response.StatusCode, reference);
    });

    private static Task RenderAsync(HttpContext context, int status, string? reference)
    {
        // A server in trouble may not be able to count a menu: failures show the layout that needs nothing.
        var desk = status < 500 && context.User.Identity?.IsAuthenticated == true;
        var parameters = new Dictionary<string, object?>
        {
            [nameof(StatusDocument.Code)] = status,
            [nameof(StatusDocument.Desk)] = desk,
            [nameof(StatusDocument.Reference)] = reference,
        };
        var page = new RazorComponentResult<StatusDocument>(parameters) { StatusCode = status, PreventStreamingRendering = true };
        return page.ExecuteAsync(context);
    }

    private static bool IsForPeople(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    [LoggerMessage(Level = LogLevel.Error, Message = "A page failed; the person was shown reference {Reference}")]
    private static partial void PageFailed(ILogger logger, Exception exception, string reference);
}
