using System.Collections.Concurrent;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Host.Audit;

/// <summary>
/// Counts what is refused to one account, or to one address where nobody is signed in. A burst is an attempt to get at something: it is
/// entered in the audit once, shown to the audit administrator, and told to the operator's log.
/// </summary>
internal sealed class RefusalWatch(CommitLane lane, CountyClock clock, ILogger<RefusalWatch> log)
{
    /// <summary>The act under which a burst stands in the audit.</summary>
    public const string Alarm = "alarm.refusals";

    /// <summary>Shown above the audit: bursts of refusals, and what one may not do in silence.</summary>
    public static readonly IReadOnlyList<string> Alarms = [Alarm, "administrator.named", "case.unlock"];

    /// <summary>So many refusals within <see cref="Window"/> are a burst. A clerk who follows old links meets a handful.</summary>
    public const int Burst = 30;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>More sources than this at once are forgotten together, so that inventing addresses costs no memory.</summary>
    private const int MostSources = 10_000;

    private readonly ConcurrentDictionary<string, Count> _counts = new(StringComparer.Ordinal);

    /// <summary>Notes one refusal.</summary>
    /// <param name="who">Account or address.</param>
    /// <param name="isAccount">Whether it is an account.</param>
    /// <param name="source">Address it came from.</param>
    public async Task NoteAsync(string who, bool isAccount, string source)
    {
        if (_counts.Count > MostSources)
        {
            _counts.Clear();
        }

        var now = clock.UtcNow;
        var count = _counts.AddOrUpdate(
            (isAccount ? "account " : "address ") + who,
            _ => new Count(now, 1),
            (_, before) => now - before.SinceUtc > Window || now < before.SinceUtc ? new Count(now, 1) : before with { Refusals = before.Refusals + 1 });
        if (count.Refusals != Burst)
        {
            return;
        }

        log.LogWarning("{Count} requests within {Minutes} minutes were refused to one {Kind}", Burst, (int)Window.TotalMinutes, isAccount ? "account" : "address");
        await lane.WriteAsync(
            new Commit().Audit(Alarm, isAccount ? "account" : "address", who, new { refusals = Burst, minutes = (int)Window.TotalMinutes }),
            new CommitOrigin("system", source), CancellationToken.None);
    }

    private sealed record Count(DateTime SinceUtc, int Refusals);
}

internal static class RefusalWatchMiddleware
{
    /// <summary>Outside of everything that refuses, so that it sees every answer as it leaves.</summary>
    public static IApplicationBuilder UseRefusalWatch(this IApplicationBuilder app) => app.Use(static async (context, next) =>
    {
        await next(context);
        if (!IsRefusal(context))
        {
            return;
        }

        var actor = context.RequestServices.GetRequiredService<CurrentActor>().Actor;
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        await context.RequestServices.GetRequiredService<RefusalWatch>().NoteAsync(actor.IsSignedIn ? actor.Account : address, actor.IsSignedIn, address);
    });

    /// <summary>A case that one may not see answers 404, like one that does not exist: many of those are somebody trying numbers.</summary>
    private static bool IsRefusal(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests => true,
        StatusCodes.Status404NotFound => context.Request.Path.StartsWithSegments("/cases", StringComparison.Ordinal)
            || context.Request.Path.StartsWithSegments("/api/v1/cases", StringComparison.Ordinal) || context.Request.Path.StartsWithSegments("/api/v1/tracking", StringComparison.Ordinal),
        _ => false,
    };
}
