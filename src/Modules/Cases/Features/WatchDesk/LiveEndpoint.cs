using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Fengqiao.Platform.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Fengqiao.Cases.Features.WatchDesk;

/// <summary>The stream of news that an open page of the desk listens to.</summary>
internal static class LiveEndpoint
{
    public static void MapLive(this IEndpointRouteBuilder api) =>
        api.MapGet("/live", (string? @case, HttpContext context, DeskWatch watch, CurrentActor current, IHostApplicationLifetime host) =>
            {
                context.Response.Headers.CacheControl = "no-store";
                // A proxy that collects an answer before it passes it on would hold back all news.
                context.Response.Headers["X-Accel-Buffering"] = "no";
                return TypedResults.ServerSentEvents(UntilStopping(watch.WatchAsync(context.User, current.Actor, @case, StoppingOf(context, host).Token)));
            })
            .RequireAuthorization()
            .WithName("WatchDesk").WithTags("Cases")
            .WithSummary("News for an open desk, as server-sent events")
            .WithDescription("Events: counts of what waits, changes of the case watched, and who else has it open. Ends with the session or when rights change.")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream");

    /// <summary>A server that stops must not wait for pages that listen.</summary>
    private static CancellationTokenSource StoppingOf(HttpContext context, IHostApplicationLifetime host)
    {
        var stopping = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        context.Response.RegisterForDispose(stopping);
        return stopping;
    }

    /// <summary>A stream that is broken off ends quietly: the page went away, or the server does.</summary>
    private static async IAsyncEnumerable<SseItem<string>> UntilStopping(IAsyncEnumerable<SseItem<string>> news, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var told = news.GetAsyncEnumerator(ct);
        while (await NextAsync(told))
        {
            yield return told.Current;
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<SseItem<string>> told)
    {
        try
        {
            return await told.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
