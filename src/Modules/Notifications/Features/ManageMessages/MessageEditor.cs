using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Notifications.Domain;
using Fengqiao.Notifications.Sending;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Notifications.Features.ManageMessages;

/// <summary>Changes what messages say, and goes back to the words that are shipped.</summary>
internal sealed class MessageEditor(FengqiaoDb db, Writer writer, CurrentActor current)
{
    /// <param name="expected">The version whoever changes it has seen; 0 while the shipped text holds.</param>
    public Task<Result<Done>> SaveAsync(string audience, string step, int expected, string? zh, string? en, CancellationToken ct) => ActAsync(async () =>
    {
        var id = MessageWords.IdOf(audience, step);
        var checks = new InputChecks();
        var wanted = new MessageText { Id = id, TextZh = Read(checks, "textZh", zh), TextEn = Read(checks, "textEn", en), Version = expected + 1 };
        if (checks.Error is { } error)
        {
            return error;
        }

        var old = await db.Set<MessageText>().FirstOrDefaultAsync(t => t.Id == id, ct);
        var commit = old is null ? new Commit().Insert(wanted with { Version = 1 }) : new Commit().Update(wanted, expected);
        return commit.Audit("notification-text.changed", "notification-text", id, new
        {
            before = old is null ? null : new { old.TextZh, old.TextEn },
            after = new { wanted.TextZh, wanted.TextEn },
        });
    }, ct);

    public Task<Result<Done>> ResetAsync(string audience, string step, CancellationToken ct) => ActAsync(async () =>
    {
        var id = MessageWords.IdOf(audience, step);
        return await db.Set<MessageText>().FirstOrDefaultAsync(t => t.Id == id, ct) is { } own
            ? new Commit().Delete(own).Audit("notification-text.reset", "notification-text", id, new { before = new { own.TextZh, own.TextEn } })
            : NotificationErrors.NothingToDo;
    }, ct);

    private Task<Result<Done>> ActAsync(Func<Task<Result<Commit>>> act, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (!current.Actor.Can(Rights.WordsManage))
        {
            return NotificationErrors.NotAllowed;
        }

        var decided = await act();
        return decided.Failed(out var error) ? error : await writer.SaveAsync(decided.Value, ct);
    }, ct);

    private static string Read(InputChecks checks, string field, string? text)
    {
        var given = checks.Required(field, text, MessageText.Longest);
        if (MessageWords.Fault(given) is { } fault)
        {
            checks.Refuse(field, fault);
        }

        return given;
    }
}
