using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.SignOut;

/// <summary>Ends the session, so that neither this browser nor a copy of its cookie can go on with it.</summary>
internal sealed class SignOutHandler(FengqiaoDb db, CommitLane lane, Sessions sessions, DirectoryKeeper keeper, CurrentActor current, CountyClock clock)
{
    public async Task<Result<Done>> EndAsync(HttpContext context, CancellationToken ct)
    {
        if (current.Actor.IsSignedIn && sessions.EndOf(context.User) is { } end)
        {
            var commit = new Commit().Upsert(end).Upsert(keeper.Changed(DirectoryRevision.Sessions)).Audit("sign-out", "account", current.Actor.Account);
            foreach (var own in await db.Set<Session>().Where(s => s.Id == end.Id).ToListAsync(ct))
            {
                commit.Delete(own);
            }

            foreach (var past in await db.Set<EndedSession>().Where(s => s.UntilUtc < clock.UtcNow).Take(1000).ToListAsync(ct))
            {
                commit.Delete(past);
            }

            var written = await lane.WriteAsync(commit, new CommitOrigin(current.Actor.Account, current.Source), ct);
            if (written.Failed(out var error))
            {
                return error;
            }

            await keeper.RefreshAsync(ct);
        }

        await context.SignOutAsync(Sessions.Scheme);
        return Done.Instance;
    }
}

internal static class SignOutEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/sign-out", async (HttpContext context, IAntiforgery antiforgery, SignOutHandler handler, CancellationToken ct) =>
        {
            if (!await antiforgery.IsRequestValidAsync(context))
            {
                return Problems.Result(context, OrganizationErrors.CrossSite);
            }

            var byProvider = SignInMethod.IsByProvider(Sessions.MethodOf(context.User));
            var ended = await handler.EndAsync(context, ct);
            // Drafts and cached pages of whoever leaves are not for whoever sits down next (browsers heed it over https only; the desk's script drops drafts too).
            context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
            return ended.Failed(out var error) ? Problems.Result(context, error) : (IResult)TypedResults.LocalRedirect(byProvider ? "~/sign-in?signedOut=provider" : "~/sign-in?signedOut=true");
        }).ExcludeFromDescription();
}
