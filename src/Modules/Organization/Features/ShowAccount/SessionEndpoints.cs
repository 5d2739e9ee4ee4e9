using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Organization.Features.ShowAccount;

/// <param name="Password">The caller's own, once more; not asked of accounts that sign in elsewhere.</param>
internal sealed record EndSessionRequest(string? Password);

/// <summary>The caller's own sessions.</summary>
internal static class SessionEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var sessions = routes.MapGroup("/api/v1/me/sessions").WithTags("Organization").RequireAuthorization();
        sessions.MapGet("", async (HttpContext context, SessionDesk desk, CancellationToken ct) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            var listed = await desk.ListAsync(ct);
            return listed.Failed(out var error) ? Problems.Result(context, error) : (IResult)TypedResults.Ok(new PageOf<SessionView>(listed.Value, listed.Value.Count, 1, Math.Max(1, listed.Value.Count)));
        }).WithName("ListMySessions").WithSummary("The caller's sessions").Produces<PageOf<SessionView>>();
        sessions.MapPost("/{id:guid}/end", async (Guid id, EndSessionRequest request, HttpContext context, SessionDesk desk, CancellationToken ct) =>
        {
            var ended = await desk.EndAsync(id, "password", request.Password, ct);
            return ended.Failed(out var error) ? Problems.Result(context, error) : (IResult)TypedResults.NoContent();
        }).WithName("EndMySession").WithSummary("Ends one of the caller's sessions").Produces(StatusCodes.Status204NoContent);
    }
}
