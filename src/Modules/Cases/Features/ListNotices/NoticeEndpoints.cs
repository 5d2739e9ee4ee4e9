using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Listing;
using Fengqiao.Platform.Http;
using Fengqiao.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.ListNotices;

/// <summary>What the caller's units were told: for programs, and the button of the page.</summary>
internal static class NoticeEndpoints
{
    public static void MapNotices(this IEndpointRouteBuilder api) =>
        api.MapGet("/notices", async (bool? unseen, NoticeTray tray, CancellationToken ct) =>
            {
                var (notices, _) = await tray.ReadAsync(unseen ?? false, Paging.LargestPage, ct);
                return TypedResults.Ok(new PageOf<NoticeView>(notices, notices.Count, 1, Paging.LargestPage));
            })
            .RequireAuthorization()
            .WithName("ListNotices").WithTags("Cases").WithSummary("The newest notices of the caller's units")
            .Produces<PageOf<NoticeView>>();

    public static void MapNoticePages(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/work/notices/seen", async Task<IResult> (IFormCollection form, NoticeTray tray, HttpContext context, CancellationToken ct) =>
            {
                if (!long.TryParse(form["until"], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) || ticks > DateTime.MaxValue.Ticks)
                {
                    return Problems.Result(context, CaseErrors.UnknownCode("until", form["until"].ToString()));
                }

                var marked = await tray.MarkSeenAsync(new DateTime(ticks, DateTimeKind.Utc), ct);
                return marked.Failed(out var error) ? Problems.Result(context, error) : PageAnswer.See("/work");
            })
            .RequireAuthorization()
            .ExcludeFromDescription();
}
