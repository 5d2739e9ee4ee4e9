using System.Globalization;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.ManageStaff;

/// <param name="Code">工号.</param>
/// <param name="Account">Null where the person has none.</param>
internal sealed record StaffView(string Code, string Name, string? Account, bool IsDisabled, int Version, IReadOnlyList<StaffPostView> Posts);

/// <param name="ValidTo">Last day, inclusive.</param>
internal sealed record StaffPostView(Guid Id, string Role, Guid UnitId, string Region, DateOnly? ValidFrom, DateOnly? ValidTo);

/// <param name="Unit">Its code.</param>
/// <param name="Region">Null means the unit's.</param>
internal sealed record NewPost(string Role, string Unit, string? Region, DateOnly? ValidFrom, DateOnly? ValidTo);

/// <param name="LastDay">Null ends it with yesterday: from now on it gives no right.</param>
internal sealed record PostEnd(DateOnly? LastDay);

/// <summary>The posts of a person, for the county's own personnel system: the same rules and the same right as the page.</summary>
internal static class StaffEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var staff = routes.MapGroup("/api/v1/staff/{code}").WithTags("Organization").RequireAuthorization(Rights.AccountsManage);
        staff.MapGet("", ReadAsync).WithName("ReadStaff").WithSummary("A person's account and posts").Produces<StaffView>();
        staff.MapPost("/posts", GiveAsync).WithName("GivePost").WithSummary("Gives a person a post")
            .WithDescription("Refused with `organization.duties-together` where one person would be two of the three administrators, or an administrator and somebody who works on cases.")
            .Produces<StaffView>();
        staff.MapPost("/posts/{id:guid}/end", EndAsync).WithName("EndPost").WithSummary("Ends a post of a person").Produces<StaffView>();
    }

    private static async Task<IResult> ReadAsync(string code, HttpContext context, FengqiaoDb db, CancellationToken ct) =>
        await FindAsync(code, db, ct) is { } view ? Answer(context, view) : Problems.Result(context, OrganizationErrors.StaffUnknown);

    private static async Task<IResult> GiveAsync(string code, NewPost post, HttpContext context, PostEditor editor, FengqiaoDb db, CancellationToken ct) =>
        await ChangeAsync(code, context, db, version => editor.AddAsync(code, version, new PostInput(post.Role, post.Unit, post.Region, Day(post.ValidFrom), Day(post.ValidTo)), ct), ct);

    private static async Task<IResult> EndAsync(string code, Guid id, PostEnd? end, HttpContext context, PostEditor editor, FengqiaoDb db, CancellationToken ct) =>
        await ChangeAsync(code, context, db, version => editor.EndAsync(code, version, id, Day(end?.LastDay), ct), ct);

    private static async Task<IResult> ChangeAsync(string code, HttpContext context, FengqiaoDb db, Func<int, Task<Result<Done>>> change, CancellationToken ct)
    {
        var seen = Versions.FromIfMatch(context.Request);
        if (seen.Failed(out var missing))
        {
            return Problems.Result(context, missing);
        }

        var changed = await change(seen.Value);
        return changed.Failed(out var error) ? Problems.Result(context, error) : Answer(context, (await FindAsync(code, db, ct))!);
    }

    private static async Task<StaffView?> FindAsync(string code, FengqiaoDb db, CancellationToken ct)
    {
        if (await db.Set<StaffMember>().AsNoTracking().FirstOrDefaultAsync(s => s.Code == code, ct) is not { } staff)
        {
            return null;
        }

        var account = await db.Set<Account>().AsNoTracking().FirstOrDefaultAsync(a => a.StaffId == staff.Id, ct);
        var posts = await db.Set<StaffPost>().AsNoTracking().Where(p => p.StaffId == staff.Id).ToListAsync(ct);
        return new StaffView(staff.Code, staff.Name, account?.Name, account?.IsDisabled ?? false, staff.Version,
            [.. posts.OrderBy(p => p.Id).Select(p => new StaffPostView(p.Id, p.Role, p.UnitId, p.Region, p.ValidFrom, p.ValidTo))]);
    }

    private static IResult Answer(HttpContext context, StaffView view)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ETag = Versions.Tag(view.Version);
        return TypedResults.Ok(view);
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
