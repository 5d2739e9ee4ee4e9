using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Fengqiao.Web.Hosting;

namespace Fengqiao.Host.Operations;

/// <summary>The buttons of the operators' page.</summary>
internal static class OutboxEndpoints
{
    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/operations/outbox/{id:guid}/retry", (Guid id, IFormCollection _, OutboxDesk desk, CancellationToken ct) => AnswerAsync(desk.RetryAsync(id, ct), "retried"))
            .RequireAuthorization().ExcludeFromDescription();
        routes.MapPost("/operations/outbox/{id:guid}/discard", (Guid id, IFormCollection _, OutboxDesk desk, CancellationToken ct) => AnswerAsync(desk.DiscardAsync(id, ct), "discarded"))
            .RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<IResult> AnswerAsync(Task<Result<Done>> change, string done)
    {
        var changed = await change;
        return changed.Error switch
        {
            null => PageAnswer.See("/operations/outbox?done=" + done),
            // Delivered or discarded by somebody else meanwhile: the list says so by not showing it.
            { Kind: ErrorKind.NotFound } => PageAnswer.See("/operations/outbox?done=gone"),
            var error => TypedResults.StatusCode(Problems.Status(error.Kind)),
        };
    }
}
