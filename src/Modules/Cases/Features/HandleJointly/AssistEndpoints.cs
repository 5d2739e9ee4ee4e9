using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Joining;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.HandleJointly;

internal static class AssistEndpoints
{
    public static void MapAssists(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cases/{number}/joint", async Task<IResult> (string number, JointReader reader, HttpContext context, CancellationToken ct) =>
            {
                var found = await reader.ReadAsync(number, ct);
                return found.Failed(out var error) ? Problems.Result(context, error) : TypedResults.Ok(found.Value);
            })
            .RequireAuthorization().WithName("GetJoint").WithTags("Joint handling").WithSummary("How units handle a case together")
            .Produces<JointView>().ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPost("/cases/{number}/assists", async Task<IResult> (string number, AskRequest request, AssistWriter writer, HttpContext context, CancellationToken ct) =>
                Answer(context, await writer.AskAsync(number, request, ct), StatusCodes.Status201Created))
            .RequireAuthorization().WithName("AskAssist").WithTags("Joint handling").WithSummary("Ask a unit to assist the lead unit of a case")
            .Produces<AssistView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        api.MapGet("/assists", async Task<IResult> (string? pile, int? page, int? pageSize, JointDesk desk, HttpContext context, CancellationToken ct) =>
            {
                var paging = Paging.From(page, pageSize);
                if (paging.Failed(out var error))
                {
                    return Problems.Result(context, error);
                }

                return CaseCodes.TryParse<AssistPile>(pile ?? "mine", out var wanted)
                    ? TypedResults.Ok(await desk.PageAsync(wanted, paging.Value, ct))
                    : Problems.Result(context, CaseErrors.UnknownCode("pile", pile!));
            })
            .RequireAuthorization().WithName("ListAssists").WithTags("Joint handling").WithSummary("Tasks of assisting units among the cases one may see")
            .WithDescription("pile: mine, overdue, to-take, owed or all.")
            .Produces<PageOf<AssistView>>().ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapPost("/assists/{id:guid}/{act}", async Task<IResult> (Guid id, string act, AssistRequest request, AssistWriter writer, HttpContext context, CancellationToken ct) =>
            {
                var version = Versions.FromIfMatch(context.Request);
                return version.Failed(out var error)
                    ? Problems.Result(context, error)
                    : Answer(context, await writer.ActAsync(id, act, version.Value, request, ct), StatusCodes.Status200OK);
            })
            .RequireAuthorization().WithName("ActOnAssist").WithTags("Joint handling").WithSummary("Accept, reply to, take, send back, change or release a task")
            .WithDescription("act: accept, reply, take, send-back, change or release. If-Match carries the version last seen.")
            .Produces<AssistView>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static IResult Answer(HttpContext context, Result<AssistView> result, int status)
    {
        if (result.Failed(out var error))
        {
            return Problems.Result(context, error);
        }

        context.Response.Headers.ETag = Versions.Tag(result.Value.Version);
        return TypedResults.Json(result.Value, statusCode: status);
    }
}
