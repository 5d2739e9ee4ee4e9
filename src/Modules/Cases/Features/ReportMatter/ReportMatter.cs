using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.ReportMatter;

/// <summary>What a citizen sends without an account. Only title and description are needed.</summary>
/// <param name="PrivacyNotice">Version of the privacy notice the citizen was shown; a program that has its own leaves it out.</param>
internal sealed record ReportRequest(
    string? Title,
    string? Description,
    string? Category,
    int? PeopleConcerned,
    double? Latitude,
    double? Longitude,
    string? Address,
    string? Region,
    string? Name,
    string? Phone,
    bool Anonymous,
    bool Secret,
    string? PrivacyNotice);

/// <summary>The receipt.</summary>
internal sealed record ReportReceipt(string Number, string TrackingCode);

/// <summary>Takes in what a citizen writes. Whoever is signed in in the same browser does not matter: the citizen is the one who acts.</summary>
internal sealed class ReportMatterHandler(CaseIntake intake, Writer writer)
{
    private const int LongestNotice = 40;

    public async Task<Result<ReportReceipt>> HandleAsync(ReportRequest request, CancellationToken ct)
    {
        if (await writer.EarlierAsync<ReportReceipt>(ct) is { } earlier)
        {
            return earlier;
        }

        var prepared = intake.Prepare(DraftOf(request), Actor.Citizen);
        if (prepared.Failed(out var error))
        {
            return error;
        }

        var (taken, code, commit) = prepared.Value;
        return await writer.SaveAsync(commit, () => new ReportReceipt(taken.Number, code), ct);
    }

    public static CaseDraft DraftOf(ReportRequest request) => new CaseDraft
    {
        Title = request.Title,
        Description = request.Description,
        Channel = Channel.CitizenWeb,
        Category = request.Category,
        PeopleConcerned = request.PeopleConcerned,
        Latitude = request.Latitude,
        Longitude = request.Longitude,
        Address = request.Address,
        Region = request.Region,
        ReporterName = request.Name,
        ReporterPhone = request.Phone,
        IsAnonymous = request.Anonymous,
        IsSecret = request.Secret,
        PrivacyNotice = WrittenText.Of(request.PrivacyNotice) is { Length: <= LongestNotice } notice ? notice : null,
    };
}

internal static class ReportMatterEndpoint
{
    public static void MapReportMatter(this IEndpointRouteBuilder api) =>
        api.MapPost("/reports", async Task<IResult> (ReportRequest request, ReportMatterHandler handler, HttpContext context, CancellationToken ct) =>
            {
                var reported = await handler.HandleAsync(request, ct);
                return reported.Failed(out var error) ? Problems.Result(context, error) : TypedResults.Created("/track", reported.Value);
            })
            .AllowAnonymous().RequireRateLimiting(CasesModule.PublicLimit)
            .WithName("ReportMatter").WithTags("Citizens").WithSummary("Report a matter without an account")
            .Produces<ReportReceipt>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest);
}
