using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Intake;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Notifications;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Commenting;

/// <param name="Unit">For which of the writer's units; the first one when null.</param>
/// <param name="Units">Codes of other units that are to read it; none keeps it inside the own unit.</param>
internal sealed record CommentRequest(string? Text, string? Unit, IReadOnlyList<string>? Units);

/// <summary>A comment as a colleague reads it.</summary>
/// <param name="To">Other units it is for; empty when it stays inside <paramref name="Unit"/>.</param>
public sealed record CommentView(Guid Id, DateTime At, string Name, Named Unit, IReadOnlyList<Named> To, string Text);

/// <summary>The talk about a case as far as the reader may follow it, and with whom they may go on.</summary>
/// <param name="From">The reader's own units; empty for who may not write.</param>
/// <param name="To">Units that can be named.</param>
public sealed record CommentsView(IReadOnlyList<CommentView> Items, IReadOnlyList<Named> From, IReadOnlyList<Named> To);

/// <summary>Comments on a case, oldest first.</summary>
internal sealed class ListCommentsHandler(CaseReader reader, CommentAccess access, CommentCircle circle, FengqiaoDb db, IUnitDirectory units, IAccountDirectory accounts, CurrentActor current)
{
    public async Task<Result<CommentsView>> HandleAsync(string number, CancellationToken ct)
    {
        if (await reader.FindAsync(number, current.Actor, ct) is not { } loaded)
        {
            return CaseErrors.NotFound;
        }

        var found = await access.Visible(loaded.Case.Id, current.Actor)
            .OrderBy(c => c.AtUtc).ThenBy(c => c.Id)
            .Select(c => new { Comment = c, To = db.Set<CaseCommentUnit>().Where(u => u.CommentId == c.Id).Select(u => u.UnitId).ToList() })
            .ToListAsync(ct);
        var own = CommentAccess.UnitsOf(current.Actor);
        var around = await circle.OfAsync(loaded, ct);
        return new CommentsView(
            found.ConvertAll(f => new CommentView(f.Comment.Id, f.Comment.AtUtc, accounts.NameOf(f.Comment.Account), NameOf(f.Comment.UnitId), [.. f.To.Select(NameOf)], f.Comment.Text)),
            own.ConvertAll(NameOf),
            [.. around.Where(u => own is not [var only] || u.Id != only).Select(u => new Named(u.Code, u.Name))]);
    }

    private Named NameOf(Guid unit) => units.Find(unit) is { } known ? new Named(known.Code, known.Name) : new Named("", "—");
}

/// <summary>Adds a comment. Who reads it is decided when it is written and never widened; the units it names find a notice in their tray.</summary>
internal sealed class AddCommentHandler(CaseReader reader, CommentCircle circle, IUnitDirectory units, IAccountDirectory accounts, INoticeRouting routing, Writer writer, CountyClock clock, CurrentActor current)
{
    public const int LongestText = 2000;

    public Task<Result<CommentView>> HandleAsync(string number, CommentRequest request, CancellationToken ct) =>
        writer.OnceAsync(
            async () => await reader.FindAsync(number, current.Actor, ct) is { } loaded ? await AddAsync(loaded, request, ct) : CaseErrors.NotFound,
            ct);

    private async Task<Result<CommentView>> AddAsync(LoadedCase loaded, CommentRequest request, CancellationToken ct)
    {
        var speaker = Speaker(request.Unit);
        if (speaker.Failed(out var error))
        {
            return error;
        }

        if (WrittenText.Of(request.Text) is not { } text)
        {
            return CaseErrors.CommentMissing;
        }

        if (text.Length > LongestText)
        {
            return CaseErrors.TooLong("text", LongestText);
        }

        var wanted = (request.Units ?? []).Where(code => !string.IsNullOrWhiteSpace(code)).Select(code => code.Trim()).Distinct(StringComparer.Ordinal).ToList();
        var around = wanted.Count == 0 ? [] : await circle.OfAsync(loaded, ct);
        var named = around.Where(u => wanted.Contains(u.Code, StringComparer.Ordinal)).ToList();
        if (named.Count != wanted.Count)
        {
            return CaseErrors.CommentUnitElsewhere;
        }

        var others = named.Where(u => u.Id != speaker.Value.Id).ToList();
        var comment = new CaseComment { Id = clock.NewId(), CaseId = loaded.Case.Id, UnitId = speaker.Value.Id, Account = current.Actor.Account, AtUtc = clock.UtcNow, Text = text };
        var isTold = others.Count > 0 && await routing.ShowsInAppAsync(Parties.NamedUnits, "comment", ct);
        var commit = new Commit()
            .Insert(comment)
            .InsertAll(others.Select(u => new CaseCommentUnit { CommentId = comment.Id, UnitId = u.Id }))
            .InsertAll(others.Where(_ => isTold).Select(u => new Notice
            {
                Id = NoticeId.Of(comment.Id, u.Id, comment.AtUtc), UnitId = u.Id, CaseId = loaded.Case.Id, Kind = NoticeKind.Comment, FromUnitId = speaker.Value.Id, AtUtc = comment.AtUtc,
            }))
            .Audit("case.comment", "case", loaded.Case.Number, new { comment.Id, unit = speaker.Value.Code, to = others.Select(u => u.Code) });
        if (others.Count > 0)
        {
            commit.Publish(() => new CaseCommented(loaded.Case.Id, loaded.Case.Number, speaker.Value.Id, [.. others.Select(u => u.Id)], comment.AtUtc));
        }

        return await writer.SaveAsync(
            commit,
            () => new CommentView(comment.Id, comment.AtUtc, accounts.NameOf(comment.Account), new Named(speaker.Value.Code, speaker.Value.Name), [.. others.Select(u => new Named(u.Code, u.Name))], text),
            ct);
    }

    private Result<UnitInfo> Speaker(string? code)
    {
        var own = CommentAccess.UnitsOf(current.Actor).Select(id => units.Find(id)).OfType<UnitInfo>().ToList();
        var speaker = string.IsNullOrWhiteSpace(code) ? own.FirstOrDefault() : own.Find(u => u.Code == code.Trim());
        return speaker is null ? CaseErrors.NotAllowed : speaker;
    }
}
