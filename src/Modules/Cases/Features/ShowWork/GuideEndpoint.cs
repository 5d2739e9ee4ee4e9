using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.ShowWork;

/// <summary>Puts the guide of the first visit away, and brings it back.</summary>
internal static class GuideEndpoint
{
    public const string Path = "/work/guide";

    /// <summary>The account's setting; <see cref="Done"/> once the guide was put away.</summary>
    public const string Setting = "work.guide";

    public const string Done = "done";

    public static void MapGuide(this IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, async Task<IResult> (IFormCollection form, AccountSettings settings, HttpContext context, CancellationToken ct) =>
            {
                var saved = await settings.SetAsync(Setting, form["show"] == "true" ? "shown" : Done, ct);
                return saved.Failed(out var error) ? Problems.Result(context, error) : PageAnswer.See("/work");
            })
            .RequireAuthorization()
            .ExcludeFromDescription();
}
