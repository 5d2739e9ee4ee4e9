using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text.Json;
using Fengqiao.Cases.Watching;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;

namespace Fengqiao.Cases.Features.WatchDesk;

/// <summary>
/// What one open page is told: <c>counts</c> when more or less waits, <c>people</c> when others open the same case or leave it,
/// <c>case</c> when the case on show has moved on, <c>ping</c> so that a dead line is noticed, <c>ended</c> when the session is over,
/// <c>again</c> when the browser should connect anew: because rights changed, or because the stream has lasted long enough. That it
/// does so is the sign that somebody is still there.
/// </summary>
internal sealed class DeskWatch(DeskLooker looker, CasesSignal cases, PresenceBoard board, IActorSource actors, CountyClock clock)
{
    /// <summary>How often an idle stream says that it lives, and looks whether it may.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    /// <summary>Changes that come thick and fast are told together.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Limits run out without anything happening to a case.</summary>
    private static readonly TimeSpan CountAnew = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestAtACase = TimeSpan.FromMinutes(1);

    /// <param name="number">The case on show, if there is one; a case that may not be seen is as good as none.</param>
    public async IAsyncEnumerable<SseItem<string>> WatchAsync(ClaimsPrincipal person, Actor actor, string? number, [EnumeratorCancellation] CancellationToken ct)
    {
        var rights = RightsOf(actor);
        var at = number is null ? null : await looker.FindAsync(actor, number, ct);
        using var stay = at is { } open ? board.Enter(clock.NewId(), open.Id, actor.Account) : null;
        var end = clock.UtcNow + (at is null ? Longest : LongestAtACase);
        var said = new Said(at?.Version);
        while (clock.UtcNow < end)
        {
            var (happened, met) = (cases.NextAsync(), board.Changes.NextAsync());
            if (actors.Current(person) is not { } now)
            {
                yield return Event("ended", "");
                yield break;
            }

            if (RightsOf(now) != rights)
            {
                break;
            }

            foreach (var news in await NewsAsync(now, at?.Id, number, said, ct))
            {
                yield return news;
            }

            // The case was restricted meanwhile: nothing more of it is told, neither what happens nor who is there.
            if (said.IsCaseGone)
            {
                break;
            }

            await Task.WhenAny(happened, met, Task.Delay(Beat, clock.Time, ct));
            ct.ThrowIfCancellationRequested();
            await Task.Delay(Pause, clock.Time, ct);
        }

        yield return Event("again", "");
    }

    private async Task<IReadOnlyList<SseItem<string>>> NewsAsync(Actor actor, Guid? caseId, string? number, Said said, CancellationToken ct)
    {
        var news = new List<SseItem<string>>();
        var revision = cases.Revision;
        if (said.Revision != revision || clock.UtcNow - said.CountedUtc > CountAnew)
        {
            var counts = JsonSerializer.Serialize(await looker.CountAsync(actor, ct), JsonSerializerOptions.Web);
            if (counts != said.Counts)
            {
                news.Add(Event("counts", counts));
            }

            if (caseId is { } id)
            {
                var present = await looker.FindAsync(actor, number!, ct);
                said.IsCaseGone = present is null;
                if (present is { Version: var version } && version != said.Version)
                {
                    said.Version = version;
                    news.Add(Text("case", await looker.LatestAsync(actor, id, ct)));
                }
            }

            (said.Counts, said.Revision, said.CountedUtc) = (counts, revision, clock.UtcNow);
        }

        if (caseId is { } open && !said.IsCaseGone && looker.Together(board.Others(open, actor.Account)) is var together && together != said.Together)
        {
            said.Together = together;
            news.Add(Text("people", together));
        }

        return news.Count > 0 ? news : [Event("ping", "")];
    }

    private static SseItem<string> Text(string type, string text) => Event(type, JsonSerializer.Serialize(new { text }, JsonSerializerOptions.Web));

    private static SseItem<string> Event(string type, string data) => new(data, type);

    private static string RightsOf(Actor actor) =>
        string.Join('\n', actor.Posts.Select(p => $"{p.Role} {p.UnitId} {p.Region} {string.Join(' ', p.Rights.Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal));

    /// <summary>What has been told on this stream already.</summary>
    private sealed class Said(int? version)
    {
        public string? Counts { get; set; }

        public long Revision { get; set; } = -1;

        public DateTime CountedUtc { get; set; }

        public string Together { get; set; } = "";

        public int? Version { get; set; } = version;

        public bool IsCaseGone { get; set; }
    }
}
