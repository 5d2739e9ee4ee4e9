using Fengqiao.Cases.Joining;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.ReceivePeople;

internal static class ReceptionEndpoints
{
    public static void MapReceptions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/receptions", async (ReceptionDesk desk, CancellationToken ct) => TypedResults.Ok(await desk.PublishedAsync(ct)))
            .AllowAnonymous().RequireRateLimiting(CasesModule.PublicLimit).WithName("ListReceptions").WithTags("Receptions").WithSummary("When and where leaders receive people, from today on");

        api.MapPost("/receptions", async Task<IResult> (ReceptionRequest request, ReceptionDesk desk, HttpContext context, CancellationToken ct) =>
            {
                var published = await desk.PublishAsync(request, ct);
                return published.Failed(out var error) ? Problems.Result(context, error) : TypedResults.Json(published.Value, statusCode: StatusCodes.Status201Created);
            })
            .RequireAuthorization().WithName("PublishReception").WithTags("Receptions").WithSummary("Publish a time at which a leader receives people")
            .Produces<ReceptionView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden);

        api.MapPost("/receptions/{id:guid}/call-off", async Task<IResult> (Guid id, ReceptionActRequest request, ReceptionDesk desk, HttpContext context, CancellationToken ct) =>
            {
                var version = Versions.FromIfMatch(context.Request);
                if (version.Failed(out var error))
                {
                    return Problems.Result(context, error);
                }

                var off = await desk.CallOffAsync(id, version.Value, request.Text, ct);
                return off.Failed(out error) ? Problems.Result(context, error) : TypedResults.Ok(off.Value);
            })
            .RequireAuthorization().WithName("CallOffReception").WithTags("Receptions").WithSummary("Call a published time off, for a reason anybody can read")
            .WithDescription("If-Match carries the version last seen.")
            .Produces<ReceptionView>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

        api.MapPost("/receptions/{id:guid}/records", async Task<IResult> (Guid id, ReceptionActRequest request, ReceptionDesk desk, HttpContext context, CancellationToken ct) =>
                Answer(context, await desk.RecordAsync(id, request.Number, request.Text, ct)))
            .RequireAuthorization().WithName("RecordReception").WithTags("Receptions").WithSummary("Enter what was heard and decided about a case at a reception")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        api.MapPost("/cases/{number}/sponsor", async Task<IResult> (string number, SponsorRequest request, SponsorDesk desk, HttpContext context, CancellationToken ct) =>
                Answer(context, await desk.NameAsync(number, request, ct)))
            .RequireAuthorization().WithName("NameSponsor").WithTags("Receptions").WithSummary("Name the leader who stands for a case, or end that")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static IResult Answer(HttpContext context, Result<Done> done) => done.Failed(out var error) ? Problems.Result(context, error) : TypedResults.NoContent();
}
