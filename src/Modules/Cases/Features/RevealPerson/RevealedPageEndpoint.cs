using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Fengqiao.Web.Components;
using Fengqiao.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.RevealPerson;

/// <summary>
/// Answers the form with the person at once, without a redirect: an address that shows a name could be opened again, from a history or by
/// somebody else at the same desk.
/// </summary>
internal static class RevealedPageEndpoint
{
    public static void MapRevealedPage(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/cases/{number}/people/{id:guid}/reveal", async Task<IResult> (string number, Guid id, IFormCollection form, RevealPersonHandler handler, ErrorTexts texts, HttpContext context, CancellationToken ct) =>
            {
                context.Response.Headers.CacheControl = "no-store";
                var reason = form[$"reason-{id}"].ToString();
                var revealed = await handler.HandleAsync(number, id, reason, ct);
                (string, object?)[] whose = [(nameof(RevealedPage.Number), number), (nameof(RevealedPage.Id), id)];
                if (!revealed.Failed(out var error))
                {
                    return PageAnswer.Of<RevealedPage>(StatusCodes.Status200OK, [.. whose, (nameof(RevealedPage.Person), revealed.Value)]);
                }

                return error.Kind is ErrorKind.NotFound or ErrorKind.Forbidden
                    ? PageAnswer.Of<RevealedPage>(Problems.Status(error.Kind), [.. whose, (nameof(RevealedPage.Unknown), Problems.Status(error.Kind))])
                    : PageAnswer.Of<RevealedPage>(Problems.Status(error.Kind), [.. whose,
                        (nameof(RevealedPage.Errors), FieldErrors.From(error, texts, _ => $"reason-{id}")), (nameof(RevealedPage.Reason), reason)]);
            })
            .RequireAuthorization().ExcludeFromDescription().WithOrder(-1);
}
