using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Outbox;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Host.Operations;

/// <summary>A message that has failed at least once. Its payload is not shown: it names matters of people.</summary>
/// <param name="Topic">Name of the event.</param>
/// <param name="IsParked">All attempts are used up; it waits for an operator.</param>
internal sealed record FailedMessage(Guid Id, string Topic, DateTime CreatedUtc, int Attempts, DateTime DueUtc, string? LastError, bool IsParked);

/// <summary>What failed after its change was committed, and what an operator can do about it.</summary>
internal sealed class OutboxDesk(FengqiaoDb db, Writer writer, CountyClock clock, CurrentActor current)
{
    private const int MostShown = 200;
    private static readonly Error NotAllowed = new("operations.not-allowed", ErrorKind.Forbidden);
    private static readonly Error Gone = new("operations.message-gone", ErrorKind.NotFound);

    public async Task<Result<(IReadOnlyList<FailedMessage> Messages, int Waiting)>> ListAsync(CancellationToken ct)
    {
        if (!current.Actor.Can(Rights.OperationsRead))
        {
            return NotAllowed;
        }

        var failed = await db.Set<OutboxMessage>().Where(m => m.Attempts > 0).OrderBy(m => m.ParkedUtc == null).ThenBy(m => m.Id).Take(MostShown).ToListAsync(ct);
        var waiting = await db.Set<OutboxMessage>().CountAsync(ct);
        return (failed.ConvertAll(m => new FailedMessage(m.Id, m.Topic.Split('.')[^1], m.CreatedUtc, m.Attempts, m.DueUtc, m.LastError, m.ParkedUtc is not null)), waiting);
    }

    /// <summary>Hands the message to the relay again, with all its attempts.</summary>
    public Task<Result<Done>> RetryAsync(Guid id, CancellationToken ct) => ChangeAsync(id, "outbox.retry", (commit, message) =>
    {
        message.ParkedUtc = null;
        message.Attempts = 0;
        message.DueUtc = clock.UtcNow;
        commit.Upsert(message);
    }, ct);

    /// <summary>Gives the message up: its remaining reactions never happen.</summary>
    public Task<Result<Done>> DiscardAsync(Guid id, CancellationToken ct) => ChangeAsync(id, "outbox.discard", (commit, message) => commit.Delete(message), ct);

    private async Task<Result<Done>> ChangeAsync(Guid id, string act, Action<Commit, OutboxMessage> change, CancellationToken ct)
    {
        if (!current.Actor.Can(Rights.OperationsRead))
        {
            return NotAllowed;
        }

        if (await db.Set<OutboxMessage>().FirstOrDefaultAsync(m => m.Id == id && m.Attempts > 0, ct) is not { } message)
        {
            return Gone;
        }

        var commit = new Commit();
        change(commit, message);
        commit.Audit(act, "outbox", id.ToString(), new { message.Topic, message.LastError });
        return await writer.SaveAsync(commit, ct);
    }
}
