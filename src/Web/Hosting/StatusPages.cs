using System.Diagnostics;
using Fengqiao.Web.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
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
            context.Response.Clear();
            await ExplainAsync(context, exception);
            if (context.Response.HasStarted)
                return;
            if (context.Response.StatusCode >= 500)
            {
                reference = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
                var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Fengqiao.Web.Pages");
                PageFailed(logger, exception.GetType().Name, reference);
            }
        }

        var response = context.Response;
        if (response.HasStarted || response.StatusCode < 400 || response.ContentLength is > 0 || !string.IsNullOrEmpty(response.ContentType))
            return;
        await RenderAsync(context, response.StatusCode, reference);
    });

    /// <summary>Asks the exception handlers, which log the failure and know its status; 500 when none does.</summary>
    private static async Task ExplainAsync(HttpContext context, Exception exception)
    {
        foreach (var handler in context.RequestServices.GetServices<IExceptionHandler>())
        {
            if (await handler.TryHandleAsync(context, exception, context.RequestAborted))
                return;
        }

        if (context.Response.StatusCode < 400)
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }

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

    // Not the exception itself: its message may quote what somebody wrote.
    [LoggerMessage(Level = LogLevel.Error, Message = "A page failed with {Type}; the person was shown reference {Reference}")]
    private static partial void PageFailed(ILogger logger, string type, string reference);
}
