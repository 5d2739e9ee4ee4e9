using Fengqiao.Cases.Commenting;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.CommentOnCase;

internal static class CommentEndpoints
{
    public static void MapComments(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cases/{number}/comments", async Task<IResult> (string number, ListCommentsHandler handler, HttpContext context, CancellationToken ct) =>
            {
                var listed = await handler.HandleAsync(number, ct);
                return listed.Failed(out var error) ? Problems.Result(context, error) : TypedResults.Ok(listed.Value);
            })
            .RequireAuthorization()
            .WithName("ListComments").WithTags("Cases").WithSummary("Comments that are for the caller's units")
            .Produces<CommentsView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/cases/{number}/comments", async Task<IResult> (string number, CommentRequest request, AddCommentHandler handler, HttpContext context, CancellationToken ct) =>
            {
                var added = await handler.HandleAsync(number, request, ct);
                return added.Failed(out var error) ? Problems.Result(context, error) : TypedResults.Created($"/api/v1/cases/{number}/comments", added.Value);
            })
            .RequireAuthorization()
            .WithName("AddComment").WithTags("Cases").WithSummary("Comment on a case inside the own unit, or to units that are named")
            .Produces<CommentView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }
}
