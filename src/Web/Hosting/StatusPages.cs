using System.Diagnostics;
using Fengqiao.Web.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Web.Hosting;

/// <summary>Pages for people instead of empty or broken answers.</summary>
public static partial class StatusPages
{
    private static readonly object Marker = new();

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
        if (response.HasStarted || response.StatusCode < 400 || response.ContentLength is > 0 || !IsUnwritten(context))
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

    private static async Task RenderAsync(HttpContext context, int status, string? reference)
    {
        // A server in trouble may not be able to count a menu: failures show the layout that needs nothing.
        var desk = status < 500 && context.User.Identity?.IsAuthenticated == true;
        var parameters = new Dictionary<string, object?>
        {
            [nameof(StatusDocument.Code)] = status,
            [nameof(StatusDocument.Desk)] = desk,
            [nameof(StatusDocument.Reference)] = reference,
        };
        // Set by a component's endpoint before it gave up; it would be added a second time.
        context.Response.Headers.Remove("blazor-enhanced-nav");
        var page = new RazorComponentResult<StatusDocument>(parameters) { StatusCode = status, PreventStreamingRendering = true };
        // The page that failed has used up its scope's renderer. What its scope knew is gone too, so the menu does not count.
        context.Items[Marker] = true;
        var services = context.RequestServices;
        await using var scope = services.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        try
        {
            await page.ExecuteAsync(context);
        }
        finally
        {
            context.RequestServices = services;
        }
    }

    // A component's endpoint names its content type before it refuses a form or finds nothing; had it rendered, the response would have started.
    private static bool IsUnwritten(HttpContext context) =>
        string.IsNullOrEmpty(context.Response.ContentType) || context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    /// <summary>True while such a page is rendered.</summary>
    internal static bool IsRendering(HttpContext? context) => context?.Items.ContainsKey(Marker) == true;

    private static bool IsForPeople(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    // Not the exception itself: its message may quote what somebody wrote.
    [LoggerMessage(Level = LogLevel.Error, Message = "A page failed with {Type}; the person was shown reference {Reference}")]
    private static partial void PageFailed(ILogger logger, string type, string reference);
}
