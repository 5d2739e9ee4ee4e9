using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Notifications.Domain;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Notifications.Features.ManageWebhooks;

/// <param name="Unit">Code of the unit whose cases it is told of; null for the whole county.</param>
/// <param name="FailingSince">Since when nothing arrives any more; null while it works.</param>
/// <param name="StoppedAt">When it was stopped for failing.</param>
internal sealed record WebhookView(Guid Id, string Name, string Url, string? Unit, IReadOnlyList<string> Steps, bool IsOn, DateTime? FailingSince, DateTime? StoppedAt, int Version);

/// <summary>Webhooks for programs: the same rules and the same right as the page.</summary>
internal static class WebhookEndpoints
{
    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var hooks = routes.MapGroup("/api/v1/webhooks").WithTags("Notifications").RequireAuthorization(Rights.OrganizationManage);
        hooks.MapGet("", async (WebhookDesk desk, IUnitDirectory units, CancellationToken ct) =>
            {
                var all = await desk.ListAsync(ct);
                return TypedResults.Ok(new PageOf<WebhookView>(all.ConvertAll(w => View(w, units)), all.Count, 1, Math.Max(all.Count, 1)));
            })
            .WithName("ListWebhooks").WithSummary("The registered webhooks").Produces<PageOf<WebhookView>>();
        hooks.MapPost("", async (WebhookInput input, WebhookDesk desk, HttpContext context, CancellationToken ct) => Answer(context, await desk.CreateAsync(input, ct)))
            .WithName("AddWebhook").WithSummary("Registers a webhook; its secret is shown in this answer only").Produces<WebhookSecretView>();
        hooks.MapPost("/{id:guid}/secret", async (Guid id, WebhookDesk desk, HttpContext context, CancellationToken ct) => Answer(context, await desk.RotateAsync(id, ct)))
            .WithName("RotateWebhookSecret").WithSummary("A new secret; for two days messages are signed with both").Produces<WebhookSecretView>();
        hooks.MapPost("/{id:guid}/end", async (Guid id, WebhookDesk desk, HttpContext context, CancellationToken ct) => Answer(context, await desk.EndAsync(id, ct)))
            .WithName("EndWebhook").WithSummary("Removes a webhook").Produces<Done>();
    }

    private static IResult Answer<T>(HttpContext context, Result<T> result)
    {
        context.Response.Headers.CacheControl = "no-store";
        return result.Failed(out var error) ? Problems.Result(context, error) : TypedResults.Ok(result.Value);
    }

    private static WebhookView View(Webhook hook, IUnitDirectory units) =>
        new(hook.Id, hook.Name, hook.Url, hook.UnitId is { } unit ? units.Find(unit)?.Code : null, hook.Steps.Split(' '), hook.IsOn, hook.FailingSinceUtc, hook.StoppedUtc, hook.Version);
}
