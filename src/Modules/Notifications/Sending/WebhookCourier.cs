using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Notifications.Domain;
using Fengqiao.Platform.Outbound;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Notifications.Sending;

/// <summary>
/// Posts a signed message (Standard Webhooks: <c>webhook-id</c>, <c>webhook-timestamp</c>, <c>webhook-signature</c>). The id stays the same
/// however often it is sent; the time is that of the attempt, so that a receiver may refuse old ones.
/// </summary>
internal sealed class WebhookCourier(FengqiaoDb db, CommitLane lane, AddressBook book, OutboundGuard guard, IUnitDirectory units, MessageWords words, CountyClock clock) : ICourier
{
    private const int Gone = 410;

    public Channel Channel => Channel.Webhook;

    public async Task<Attempt> CarryAsync(IReadOnlyList<Delivery> messages, CancellationToken ct)
    {
        var id = Guid.Parse(messages[0].Recipient);
        if (await db.Set<Webhook>().FirstOrDefaultAsync(w => w.Id == id, ct) is not { } hook)
        {
            return Attempt.NoAddress;
        }

        if (!hook.IsOn && messages[0].Step != Steps.Trial)
        {
            return Attempt.SwitchedOff;
        }

        var attempt = await PostAsync(hook, messages[0], ct);
        await NoteAsync(hook, attempt, ct);
        return attempt;
    }

    private async Task<Attempt> PostAsync(Webhook hook, Delivery message, CancellationToken ct)
    {
        if (book.Open(hook) is not { } secrets)
        {
            return new Attempt(AttemptEnd.Failed, "secret-unreadable");
        }

        if (TargetUrl.Read(hook.Url, guard.Policy).Failed(out var refused))
        {
            return new Attempt(AttemptEnd.Failed, refused.Code, MaskedOf(hook));
        }

        var now = clock.UtcNow;
        var body = BodyOf(message);
        var stamp = new DateTimeOffset(now, TimeSpan.Zero).ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, hook.Url) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("webhook-id", message.Id.ToString());
        request.Headers.TryAddWithoutValidation("webhook-timestamp", stamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("webhook-signature", secrets.Sign(message.Id.ToString(), stamp, body, now));
        request.Headers.TryAddWithoutValidation("User-Agent", "Fengqiao");
        var answer = await guard.SendAsync(request, ct);
        if (answer.Failed(out var error))
        {
            return new Attempt(AttemptEnd.Failed, error.Code, MaskedOf(hook));
        }

        var status = answer.Value.Status;
        var end = answer.Value.IsGood ? AttemptEnd.Sent : status == Gone ? AttemptEnd.Refused : AttemptEnd.Failed;
        return new Attempt(end, string.Create(CultureInfo.InvariantCulture, $"http.{status}"), MaskedOf(hook));
    }

    /// <summary>Number, state, step, units by their codes, and a link: nothing of anybody, nothing of what it is about.</summary>
    private string BodyOf(Delivery message) => JsonSerializer.Serialize(new
    {
        type = $"case.{message.Step}",
        timestamp = message.AtUtc,
        data = new
        {
            number = message.Number,
            state = message.CaseState,
            step = message.Step,
            leadUnit = message.UnitId is { } unit ? units.Find(unit)?.Code : null,
            link = words.LinkOf(message) is { Length: > 0 } link ? link : null,
        },
    });

    /// <summary>Only the host: a path may be a secret of the receiver's.</summary>
    private static string MaskedOf(Webhook hook) => Uri.TryCreate(hook.Url, UriKind.Absolute, out var url) ? url.Host : "****";

    /// <summary>Keeps in mind since when it fails, and stops it when that is too long. Whoever changed it meanwhile goes first.</summary>
    private async Task NoteAsync(Webhook hook, Attempt attempt, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var isGood = attempt.End == AttemptEnd.Sent;
        var isOver = !isGood && hook.IsOn && (attempt.Outcome == "http.410" || (hook.FailingSinceUtc is { } since && now - since > Retry.StopWebhookAfter));
        if (isGood ? hook.FailingSinceUtc is null : hook.FailingSinceUtc is not null && !isOver)
        {
            return;
        }

        var changed = isGood ? hook with { FailingSinceUtc = null } : hook with { FailingSinceUtc = hook.FailingSinceUtc ?? now };
        var commit = new Commit().Update(isOver ? changed with { IsOn = false, StoppedUtc = now, Version = hook.Version + 1 } : changed with { Version = hook.Version + 1 }, hook.Version);
        await lane.WriteAsync(isOver ? commit.Audit("webhook.stopped", "webhook", hook.Name, new { outcome = attempt.Outcome }) : commit.WithoutAudit("since when a receiver fails"), CommitOrigin.System("notifications"), ct);
    }
}
