using Fengqiao.Cases.Features;
using Fengqiao.Cases.Moving;
using Fengqiao.Cases.Reading;
using Fengqiao.Contracts.Insight;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Cases.Replying;

/// <summary>What helps to write the reply of one case.</summary>
/// <param name="Move">The move whose text is the reply: submit or answer.</param>
/// <param name="Earlier">Closed matters like it, with their replies.</param>
/// <param name="Hints">What was seen in the draft; of an empty one, what the matter asks.</param>
/// <param name="IsChecked">There was a draft to look at.</param>
public sealed record ReplyHelp(string Move, IReadOnlyList<EarlierReply> Earlier, IReadOnlyList<ReplyHint> Hints, bool IsChecked)
{
    /// <summary>What was asked for with a button of the form; null on opening the page.</summary>
    public ReplyAsk? Ask { get; init; }
}

/// <summary>A draft that was sent to be looked at, or to take an earlier reply into.</summary>
/// <param name="TakenFrom">The case whose reply now stands in the draft; null where none was wanted.</param>
/// <param name="IsBelow">Something had been written: it stands, with the reply below it.</param>
/// <param name="IsMissing">The reply that was wanted cannot be had any more.</param>
/// <param name="LostFiles">Pictures had been chosen, which a browser does not give back.</param>
public sealed record ReplyAsk(string? TakenFrom, bool IsBelow, bool IsMissing, bool LostFiles);

/// <summary>Helps with replies. Whatever fails here, the case is worked on as if there were no such help.</summary>
internal sealed class ReplyDesk(EarlierReplies earlier, IEnumerable<IReplyChecker> checkers, IEnumerable<IMatterComparer> comparers, ILogger<ReplyDesk> log)
{
    /// <summary>The moves whose words are the reply to the reporter.</summary>
    private static readonly string[] Replies = ["submit", "answer"];

    public static bool IsReply(string move) => Replies.Contains(move, StringComparer.Ordinal);

    /// <summary>Null where no reply can be given now, or nothing is there to help with it.</summary>
    public async Task<ReplyHelp?> HelpAsync(CaseView matter, MovesView moves, ReplyAsk? ask, string? typed, CancellationToken ct)
    {
        if (moves.Items.Select(m => m.Move).FirstOrDefault(IsReply) is not { } move || checkers.FirstOrDefault() is not { } checker)
        {
            return null;
        }

        try
        {
            var like = comparers.FirstOrDefault() is { } comparer ? await earlier.LikeAsync(matter, comparer, checker, ct) : [];
            List<string> units = matter.Summary.LeadUnit is { } lead ? [lead.Name, .. matter.AssistingUnits.Select(u => u.Name)] : [matter.DeskName];
            var hints = checker.Check(new RepliedMatter(matter.Summary.Title, matter.Description, units), typed);
            return new ReplyHelp(move, like, hints, !string.IsNullOrWhiteSpace(typed)) { Ask = ask };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("Help with a reply failed ({Type}); the page goes on without", e.GetType().Name);
            return null;
        }
    }

    /// <summary>Puts an earlier reply into a draft: in its place while it is empty, below it otherwise. Nothing typed is ever taken away.</summary>
    public async Task<(MoveRequest Typed, ReplyAsk Ask)> TakeAsync(MoveRequest typed, string? number, bool lostFiles, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(number))
        {
            return (typed, new ReplyAsk(null, IsBelow: false, IsMissing: false, lostFiles));
        }

        if (await MaskedAsync(number, ct) is not { } masked)
        {
            return (typed, new ReplyAsk(null, IsBelow: false, IsMissing: true, lostFiles));
        }

        var isBelow = !string.IsNullOrWhiteSpace(typed.Text);
        return (typed with { Text = isBelow ? $"{typed.Text!.TrimEnd()}\n\n{masked}" : masked }, new ReplyAsk(number, isBelow, IsMissing: false, lostFiles));
    }

    private async Task<string?> MaskedAsync(string number, CancellationToken ct)
    {
        try
        {
            return await earlier.OfAsync(number, ct) is { } reply ? checkers.FirstOrDefault()?.Masked(reply) : null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("An earlier reply could not be taken ({Type})", e.GetType().Name);
            return null;
        }
    }
}
