using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.RegisterCase;

/// <param name="Grid">Code of the grid or, where no grid is known, of the village or town.</param>
internal sealed record LocationInput(double? Latitude, double? Longitude, string? Address, string? Grid);

internal sealed record ReporterInput(string? Name, string? Phone, bool Anonymous, bool Secret);

internal sealed record RespondentInput(string? Name, string? Phone);

/// <summary>What <c>POST /api/v1/cases</c> takes. Times are ISO 8601; codes are those the API answers with.</summary>
internal sealed record RegisterCaseRequest(
    string? Title,
    string? Description,
    string? Channel,
    string? Category,
    string? Urgency,
    int? PeopleConcerned,
    DateTimeOffset? ReceivedAt,
    LocationInput? Location,
    ReporterInput? Reporter,
    RespondentInput? Respondent);

/// <param name="TrackingCode">For the reporter; told this once.</param>
internal sealed record RegisteredCase(string Number, int Version, string State, string TrackingCode);

/// <summary>Takes a matter in on behalf of somebody: window, hotline, patrol, another unit, another system.</summary>
internal sealed class RegisterCaseHandler(CaseIntake intake, Writer writer, CurrentActor current)
{
    public Task<Result<RegisteredCase>> HandleAsync(CaseDraft draft, CancellationToken ct) =>
        writer.OnceAsync(() => RegisterAsync(draft, ct), ct);

    private async Task<Result<RegisteredCase>> RegisterAsync(CaseDraft draft, CancellationToken ct)
    {
        if (!current.Actor.Can(Rights.CasesRegister))
        {
            return CaseErrors.NotAllowed;
        }

        var prepared = intake.Prepare(draft, current.Actor);
        if (prepared.Failed(out var error))
        {
            return error;
        }

        var (taken, code, commit) = prepared.Value;
        return await writer.SaveAsync(commit, () => new RegisteredCase(taken.Number, taken.Version, CaseCodes.Of(taken.State), code), ct);
    }
}

internal static class RegisterCaseEndpoint
{
    public static void MapRegisterCase(this IEndpointRouteBuilder api) =>
        api.MapPost("/cases", async Task<IResult> (RegisterCaseRequest request, RegisterCaseHandler handler, HttpContext context, CancellationToken ct) =>
            {
                var draft = ToDraft(request);
                var registered = draft.Failed(out var error) ? error : await handler.HandleAsync(draft.Value, ct);
                if (registered.Failed(out error))
                {
                    return Problems.Result(context, error);
                }

                context.Response.Headers.ETag = Versions.Tag(registered.Value.Version);
                return TypedResults.Created($"/api/v1/cases/{registered.Value.Number}", registered.Value);
            })
            .RequireAuthorization()
            .WithName("RegisterCase").WithTags("Cases")
            .WithSummary("Take a matter in")
            .Produces<RegisteredCase>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest);

    private static Result<CaseDraft> ToDraft(RegisterCaseRequest request)
    {
        if (!CaseCodes.TryParse<Channel>(request.Channel ?? "api", out var channel))
        {
            return CaseErrors.UnknownCode("channel", request.Channel!);
        }

        if (channel is Channel.Import or Channel.CitizenWeb)
        {
            return CaseErrors.ChannelNotYours;
        }

        if (!CaseCodes.TryParse<Urgency>(request.Urgency ?? "normal", out var urgency))
        {
            return CaseErrors.UnknownCode("urgency", request.Urgency!);
        }

        return new CaseDraft
        {
            Title = request.Title,
            Description = request.Description,
            Channel = channel,
            Category = request.Category,
            Urgency = urgency,
            PeopleConcerned = request.PeopleConcerned,
            ReceivedUtc = request.ReceivedAt?.UtcDateTime,
            Latitude = request.Location?.Latitude,
            Longitude = request.Location?.Longitude,
            Address = request.Location?.Address,
            Region = request.Location?.Grid,
            ReporterName = request.Reporter?.Name,
            ReporterPhone = request.Reporter?.Phone,
            IsAnonymous = request.Reporter?.Anonymous ?? false,
            IsSecret = request.Reporter?.Secret ?? false,
            RespondentName = request.Respondent?.Name,
            RespondentPhone = request.Respondent?.Phone,
        };
    }
}
