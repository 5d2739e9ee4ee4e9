using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Notifications.Domain;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Notifications.Features.WatchDeliveries;

/// <summary>What a list of messages is narrowed to; null for all.</summary>
internal sealed record DeliveryFilter(DeliveryState? State, Channel? Channel, string? Step, string? Number, string? Recipient);

/// <summary>The log of what goes out, and what an operator decides about what did not arrive.</summary>
internal sealed class DeliveryDesk(FengqiaoDb db, Writer writer, CurrentActor current, CountyClock clock)
{
    public async Task<(IReadOnlyList<Delivery> Items, int Total)> ListAsync(DeliveryFilter filter, int page, int pageSize, CancellationToken ct)
    {
        var found = db.Set<Delivery>().AsQueryable();
        found = filter.State is { } state ? found.Where(d => d.State == state) : found;
        found = filter.Channel is { } channel ? found.Where(d => d.Channel == channel) : found;
        found = filter.Step is { } step ? found.Where(d => d.Step == step) : found;
        found = filter.Number is { } number ? found.Where(d => d.Number == number) : found;
        found = filter.Recipient is { } recipient ? found.Where(d => d.Recipient == recipient) : found;
        var total = await found.CountAsync(ct);
        return (await found.OrderByDescending(d => d.AtUtc).ThenBy(d => d.Id).Skip((page - 1) * pageSize).Take(pageSize).ToListAsync(ct), total);
    }

    /// <summary>Tried anew from the beginning, at once.</summary>
    public Task<Result<Done>> SendAgainAsync(Guid id, CancellationToken ct) => ActAsync(id, (c, d) => c.Audit("delivery.sent-again", "delivery", d.Number, Facts(d)), d => d.State is DeliveryState.Failed or DeliveryState.GivenUp,
        d => d with { State = DeliveryState.Waiting, DueUtc = clock.UtcNow, Attempts = 0, BundleId = null, Outcome = Delivery.Again, EndedUtc = null }, ct);

    public Task<Result<Done>> GiveUpAsync(Guid id, CancellationToken ct) => ActAsync(id, (c, d) => c.Audit("delivery.given-up", "delivery", d.Number, Facts(d)), d => d.State is DeliveryState.Failed or DeliveryState.Waiting,
        d => d with { State = DeliveryState.GivenUp, EndedUtc = clock.UtcNow, ClaimedUntilUtc = null }, ct);

    /// <summary>How many nobody has decided about yet.</summary>
    public Task<int> FailedAsync(CancellationToken ct) => db.Set<Delivery>().CountAsync(d => d.State == DeliveryState.Failed, ct);

    private Task<Result<Done>> ActAsync(Guid id, Func<Commit, Delivery, Commit> audited, Func<Delivery, bool> may, Func<Delivery, Delivery> change, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (!current.Actor.Can(Rights.OperationsRead))
        {
            return NotificationErrors.NotAllowed;
        }

        if (await db.Set<Delivery>().FirstOrDefaultAsync(d => d.Id == id, ct) is not { } delivery)
        {
            return NotificationErrors.NotFound;
        }

        if (!may(delivery) || (delivery.ClaimedUntilUtc is { } claimed && claimed > clock.UtcNow))
        {
            return NotificationErrors.NothingToDo;
        }

        return await writer.SaveAsync(audited(new Commit().Update(change(delivery) with { Version = delivery.Version + 1 }, delivery.Version), delivery), ct);
    }, ct);

    private static object Facts(Delivery delivery) => new { delivery.Id, channel = delivery.Channel.ToString(), delivery.Step };
}
