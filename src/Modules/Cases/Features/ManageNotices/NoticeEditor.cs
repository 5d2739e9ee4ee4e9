using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Cases.Wording;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.ManageNotices;

/// <summary>Changes what notices say, shows how it reads on a real case before it is saved, and goes back to the text that is shipped.</summary>
internal sealed class NoticeEditor(FengqiaoDb db, WordWriter writer, NoticeWords words, CaseReader reader, CurrentActor current)
{
    /// <param name="expected">The version whoever changes it has seen; 0 while the shipped text holds.</param>
    public Task<Result<Done>> SaveAsync(NoticeKind kind, int expected, string? zh, string? en, CancellationToken ct) => writer.ChangeAsync(async () =>
    {
        var code = CaseCodes.Of(kind);
        var checks = new InputChecks();
        var wanted = new NoticeTemplate { Kind = code, TextZh = Read(checks, "textZh", zh, kind), TextEn = Read(checks, "textEn", en, kind), Version = expected + 1 };
        if (checks.Error is { } error)
        {
            return error;
        }

        var old = await db.Set<NoticeTemplate>().FirstOrDefaultAsync(t => t.Kind == code, ct);
        var commit = old is null ? new Commit().Insert(wanted with { Version = 1 }) : new Commit().Update(wanted, expected);
        return commit.Audit("notice-template.changed", "notice-template", code, new
        {
            before = old is null ? null : new { old.TextZh, old.TextEn },
            after = new { wanted.TextZh, wanted.TextEn },
        });
    }, ct);

    public Task<Result<Done>> ResetAsync(NoticeKind kind, CancellationToken ct) => writer.ChangeAsync(async () =>
    {
        var code = CaseCodes.Of(kind);
        return await db.Set<NoticeTemplate>().FirstOrDefaultAsync(t => t.Kind == code, ct) is { } own
            ? new Commit().Delete(own).Audit("notice-template.reset", "notice-template", code, new { before = new { own.TextZh, own.TextEn } })
            : WordErrors.NothingToReset;
    }, ct);

    /// <summary>How the texts read on a case the actor may see; any other number is as good as none.</summary>
    public async Task<Result<(string Zh, string En)>> PreviewAsync(NoticeKind kind, string? number, string? zh, string? en, CancellationToken ct)
    {
        var checks = new InputChecks();
        var (chinese, english) = (Read(checks, "textZh", zh, kind), Read(checks, "textEn", en, kind));
        var wanted = checks.Required("case", number, 40).ToUpperInvariant();
        if (checks.Error is { } error)
        {
            return error;
        }

        return await reader.FindAsync(wanted, current.Actor, ct) is { Case: var on }
            ? (words.Fill(chinese, on, on.FirstReceiverUnitId), words.Fill(english, on, on.FirstReceiverUnitId))
            : WordErrors.NoSuchCase;
    }

    private static string Read(InputChecks checks, string field, string? text, NoticeKind kind)
    {
        var given = checks.Required(field, text, NoticeTemplate.LongestText);
        if (NoticeWords.Fault(given, kind) is { } fault)
        {
            checks.Refuse(field, fault);
        }

        return given;
    }
}
