namespace Fengqiao.Host.Health;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its work.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var health = endpoints.MapGroup("/health").AllowAnonymous().ExcludeFromDescription();
        health.MapGet("/live", () => TypedResults.Ok(new { status = HealthCheck.Ok }));
        health.MapGet("/ready", async (HealthReport report, HttpContext context, CancellationToken ct) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            var checks = await report.LookAsync(ct);
            var ready = checks.All(c => c.Status != HealthCheck.Failed);
            return TypedResults.Json(new { status = ready ? HealthCheck.Ok : HealthCheck.Failed, checks },
                statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
    }
}
