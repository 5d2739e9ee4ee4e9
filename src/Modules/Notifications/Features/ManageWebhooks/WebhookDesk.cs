using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Notifications.Domain;
using Fengqiao.Notifications.Sending;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Outbound;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Notifications.Features.ManageWebhooks;

/// <param name="Unit">Code of the unit whose cases it is told of; null for the whole county.</param>
/// <param name="Steps">Codes of the steps it wants.</param>
internal sealed record WebhookInput(string? Name, string? Url, string? Unit, IReadOnlyList<string>? Steps);

/// <summary>A new webhook, or one with a new secret. The secret is shown this once.</summary>
internal sealed record WebhookSecretView(Guid Id, string Name, string Secret);

/// <summary>Registers, changes, tries and ends webhooks: for the page and the API alike.</summary>
internal sealed class WebhookDesk(FengqiaoDb db, Writer writer, CommitLane lane, CurrentActor current, AddressBook book, OutboundGuard guard, IUnitDirectory units, WebhookCourier courier, CountyClock clock)
{
    public Task<List<Webhook>> ListAsync(CancellationToken ct) => db.Set<Webhook>().OrderBy(w => w.Name).ThenBy(w => w.Id).ToListAsync(ct);

    public Task<Webhook?> FindAsync(Guid id, CancellationToken ct) => db.Set<Webhook>().FirstOrDefaultAsync(w => w.Id == id, ct);

    public Task<Result<WebhookSecretView>> CreateAsync(WebhookInput input, CancellationToken ct) => ActAsync(async () =>
    {
        var read = Read(input);
        if (read.Failed(out var error))
        {
            return error;
        }

        var id = clock.NewId();
        var secrets = new WebhookSecrets(WebhookSecrets.Make(), null, null);
        var stored = book.Seal(id, secrets);
        var hook = new Webhook
        {
            Id = id, Name = read.Value.Name, Url = read.Value.Url, UnitId = read.Value.Unit, Steps = read.Value.Steps, WrappedKey = stored.WrappedKey, Sealed = stored.Cipher,
            IsOn = true, CreatedBy = current.Actor.Account, CreatedUtc = clock.UtcNow,
        };
        return await writer.SaveAsync(
            new Commit().Insert(hook).Audit("webhook.added", "webhook", hook.Name, new { hook.Id, host = new Uri(hook.Url).Host, hook.Steps, unit = input.Unit }),
            () => new WebhookSecretView(id, hook.Name, secrets.Current), ct);
    }, ct);

    public Task<Result<Done>> SaveAsync(Guid id, int seen, bool isOn, WebhookInput input, CancellationToken ct) => ActAsync(async () =>
    {
        var read = Read(input);
        if (read.Failed(out var error))
        {
            return error;
        }

        if (await FindAsync(id, ct) is not { } hook)
        {
            return NotificationErrors.NotFound;
        }

        // Switched on again, it has a clean slate: it is stopped only after failing for as long as any other.
        var changed = hook with
        {
            Name = read.Value.Name, Url = read.Value.Url, UnitId = read.Value.Unit, Steps = read.Value.Steps, IsOn = isOn,
            FailingSinceUtc = isOn && !hook.IsOn ? null : hook.FailingSinceUtc, StoppedUtc = isOn ? null : hook.StoppedUtc, Version = seen + 1,
        };
        return await writer.SaveAsync(
            new Commit().Update(changed, seen).Audit("webhook.changed", "webhook", changed.Name, new { changed.Id, host = new Uri(changed.Url).Host, changed.Steps, unit = input.Unit, changed.IsOn }), ct);
    }, ct);

    /// <summary>A new secret; for two days signatures are made with both.</summary>
    public Task<Result<WebhookSecretView>> RotateAsync(Guid id, CancellationToken ct) => ActAsync(async () =>
    {
        if (await FindAsync(id, ct) is not { } hook || book.Open(hook) is not { } old)
        {
            return NotificationErrors.NotFound;
        }

        var secrets = old.Rotated(clock.UtcNow);
        var stored = book.Seal(id, secrets);
        return await writer.SaveAsync(
            new Commit().Update(hook with { WrappedKey = stored.WrappedKey, Sealed = stored.Cipher, Version = hook.Version + 1 }, hook.Version).Audit("webhook.secret-changed", "webhook", hook.Name, new { hook.Id }),
            () => new WebhookSecretView(id, hook.Name, secrets.Current), ct);
    }, ct);

    public Task<Result<Done>> EndAsync(Guid id, CancellationToken ct) => ActAsync(async () => await FindAsync(id, ct) is { } hook
        ? await writer.SaveAsync(new Commit().Delete(hook).Audit("webhook.removed", "webhook", hook.Name, new { hook.Id }), ct)
        : NotificationErrors.NotFound, ct);

    /// <summary>Posts an invented step now, and says how it ended.</summary>
    public async Task<Result<Attempt>> TryAsync(Guid id, CancellationToken ct)
    {
        if (!current.Actor.Can(Rights.OrganizationManage))
        {
            return NotificationErrors.NotAllowed;
        }

        if (await FindAsync(id, ct) is not { } hook)
        {
            return NotificationErrors.NotFound;
        }

        var now = clock.UtcNow;
        var attempt = await courier.CarryAsync(
        [
            new Delivery
            {
                Id = clock.NewId(), Channel = Channel.Webhook, Party = "webhook", Step = Steps.Trial, Recipient = id.ToString("N"), CaseId = Guid.Empty, Number = "SJ00000000000000000",
                CaseState = "registered", AtUtc = now, IsUrgent = true, State = DeliveryState.Waiting, DueUtc = now, Attempts = 1,
            },
        ], ct);
        await lane.WriteAsync(new Commit().Audit("webhook.tried", "webhook", hook.Name, new { attempt.Outcome }), new CommitOrigin(current.Actor.Account, current.Source), ct);
        return attempt;
    }

    private Task<Result<T>> ActAsync<T>(Func<Task<Result<T>>> act, CancellationToken ct) =>
        writer.OnceAsync(() => current.Actor.Can(Rights.OrganizationManage) ? act() : Task.FromResult<Result<T>>(NotificationErrors.NotAllowed), ct);

    private Result<(string Name, string Url, Guid? Unit, string Steps)> Read(WebhookInput input)
    {
        var checks = new InputChecks();
        var name = checks.Required("name", input.Name, 60);
        var url = checks.Required("url", input.Url, TargetUrl.Longest);
        if (url.Length > 0 && TargetUrl.Read(url, guard.Policy).Failed(out var refused))
        {
            checks.Refuse("url", refused);
        }

        var unit = string.IsNullOrWhiteSpace(input.Unit) ? null : units.FindByCode(input.Unit.Trim());
        if (unit is null && !string.IsNullOrWhiteSpace(input.Unit))
        {
            checks.Refuse("unit", NotificationErrors.UnitUnknown);
        }

        var steps = (input.Steps ?? []).Distinct(StringComparer.Ordinal).ToList();
        if (steps.Count == 0 || steps.Exists(s => !Steps.All.Contains(s, StringComparer.Ordinal)))
        {
            checks.Refuse("steps", steps.Count == 0 ? NotificationErrors.NoSteps : NotificationErrors.StepUnknown);
        }

        return checks.Error is { } error ? error : (name, url, unit?.Id, string.Join(' ', Steps.All.Where(s => steps.Contains(s, StringComparer.Ordinal))));
    }
}
