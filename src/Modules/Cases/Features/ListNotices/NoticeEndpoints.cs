using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Listing;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Fengqiao.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.ListNotices;

/// <param name="Unseen">How many nobody of the units has read yet.</param>
internal sealed record NoticeList(IReadOnlyList<NoticeView> Items, long Total, int Page, int PageSize, int Unseen);

/// <param name="Until">Those told up to then; all up to now when null.</param>
internal sealed record SeenRequest(DateTime? Until);

/// <summary>What the caller's units were told: for programs, and the button of the page.</summary>
internal static class NoticeEndpoints
{
    public static void MapNotices(this IEndpointRouteBuilder api)
    {
        var notices = api.MapGroup("/notices").WithTags("Cases").RequireAuthorization();
        notices.MapGet("", async (bool? unseen, NoticeTray tray, CancellationToken ct) =>
            {
                var (found, unread) = await tray.ReadAsync(unseen ?? false, Paging.LargestPage, ct);
                return TypedResults.Ok(new NoticeList(found, found.Count, 1, Paging.LargestPage, unread));
            })
            .WithName("ListNotices").WithSummary("The newest notices of the caller's units, and how many are unread")
            .Produces<NoticeList>();
        notices.MapPost("/seen", async (SeenRequest request, NoticeTray tray, CountyClock clock, HttpContext context, CancellationToken ct) =>
                Answer(context, await tray.MarkSeenAsync(request.Until is { } until ? DateTime.SpecifyKind(until, DateTimeKind.Utc) : clock.UtcNow, ct)))
            .WithName("SeeNotices").WithSummary("Marks the notices told so far as read, for the whole unit").Produces<Done>();
        notices.MapPost("/{id:guid}/seen", async (Guid id, NoticeTray tray, HttpContext context, CancellationToken ct) => Answer(context, await tray.MarkSeenAsync(id, ct)))
            .WithName("SeeNotice").WithSummary("Marks one notice as read, for the whole unit").Produces<Done>();
    }

    public static void MapNoticePages(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/work/notices/seen", async Task<IResult> (IFormCollection form, NoticeTray tray, HttpContext context, CancellationToken ct) =>
            {
                if (!long.TryParse(form["until"], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) || ticks > DateTime.MaxValue.Ticks)
                {
                    return Problems.Result(context, CaseErrors.UnknownCode("until", form["until"].ToString()));
                }

                var marked = await tray.MarkSeenAsync(new DateTime(ticks, DateTimeKind.Utc), ct);
                return marked.Failed(out var error) ? Problems.Result(context, error) : PageAnswer.See(form["back"] == "notices" ? "/notices" : "/work");
            })
            .RequireAuthorization()
            .ExcludeFromDescription();

    private static IResult Answer(HttpContext context, Result<Done> result) =>
        result.Failed(out var error) ? Problems.Result(context, error) : TypedResults.Ok(result.Value);
}
