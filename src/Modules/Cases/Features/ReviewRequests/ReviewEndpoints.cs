using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Listing;
using Fengqiao.Cases.Moving;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Fengqiao.Web.Components;
using Fengqiao.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.ReviewRequests;

/// <summary>A decision that was refused: what was wrong, and what had been typed.</summary>
public sealed record RefusedDecision(string Number, IReadOnlyList<FieldError> Errors, MoveRequest Typed);

internal static class ReviewEndpoints
{
    public static void MapReviews(this IEndpointRouteBuilder api) =>
        api.MapGet("/reviews", async (ReviewDesk desk, CancellationToken ct) => TypedResults.Ok(await desk.ReadAsync(ct)))
            .RequireAuthorization()
            .WithName("ListReviews").WithTags("Cases").WithSummary("Returns, extensions and suspensions that wait for a decision, and how many there were")
            .Produces<ReviewsView>();

    public static void MapReviewPages(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/reviews/{number}/{move}", DecideAsync).RequireAuthorization().ExcludeFromDescription();
        // Where a reader lands who reloads a refused decision.
        routes.MapGet("/reviews/{number}/{move}", () => PageAnswer.See("/reviews")).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<IResult> DecideAsync(string number, string move, IFormCollection form, CaseMover mover, ErrorTexts texts, CancellationToken ct)
    {
        if (!CaseCodes.TryParse<CaseMove>(move, out var made) || made is CaseMove.Register or CaseMove.Rate
            || !int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        }

        var request = Read(form, number, made);
        var moved = await mover.HandleAsync(number, made, version, request, ct);
        return !moved.Failed(out var error)
            ? PageAnswer.See($"/reviews?done={move}:{number}")
            : PageAnswer.Of<ReviewsPage>(
                Problems.Status(error.Kind),
                (nameof(ReviewsPage.Refused), new RefusedDecision(number, FieldErrors.From(error, texts, field => $"{number}.{field}"), request)));
    }

    /// <summary>Only what the decision needs: a day of review says nothing about a suspension that is refused.</summary>
    private static MoveRequest Read(IFormCollection form, string number, CaseMove move) => new(
        Text: form[$"{number}.text"],
        Amount: move == CaseMove.ApproveExtension && int.TryParse(form[$"{number}.amount"], NumberStyles.None, CultureInfo.InvariantCulture, out var amount) ? amount : null,
        ReviewOn: move is CaseMove.Suspend or CaseMove.ReviewSuspension
            && DateOnly.TryParseExact(form[$"{number}.reviewOn"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
        OwnerUnit: move == CaseMove.Suspend ? form[$"{number}.ownerUnit"] : (string?)null);
}
