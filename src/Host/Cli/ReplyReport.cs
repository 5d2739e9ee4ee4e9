using Fengqiao.Contracts.Insight;
using Fengqiao.Insight;
using Fengqiao.Kernel;

namespace Fengqiao.Host.Cli;

/// <summary>Hints to the draft of a reply as lines: look or fine, what it is about, the question, and by which words. The names are the same in every language.</summary>
internal static class ReplyReport
{
    /// <param name="matter">A file whose first line is the title.</param>
    /// <param name="draft">A file with the draft.</param>
    /// <param name="units">Names of the units that handle it.</param>
    public static Result<IReadOnlyList<ReplyHint>> Read(string matter, string draft, IReadOnlyList<string> units)
    {
        if (new[] { matter, draft }.FirstOrDefault(f => !File.Exists(f)) is { } missing)
        {
            return new Error("insight.file-missing", ErrorKind.Invalid, null, missing);
        }

        try
        {
            var asked = File.ReadAllText(matter);
            var end = asked.AsSpan().IndexOfAny('\r', '\n');
            var (title, text) = end < 0 ? ("", asked) : (asked[..end], asked[end..]);
            return Result<IReadOnlyList<ReplyHint>>.Of(InsightModule.OpenReplyChecker().Check(new RepliedMatter(title, text, units), File.ReadAllText(draft)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Error("insight.file-missing", ErrorKind.Invalid, null, matter);
        }
    }

    public static void Print(TextWriter output, IReadOnlyList<ReplyHint> hints)
    {
        foreach (var hint in hints)
        {
            output.WriteLine(Line(hint));
        }
    }

    /// <summary>How often each hint comes, over all replies; or every hint with the id of its matter.</summary>
    public static void Print(TextWriter output, IReadOnlyList<LabReply> replies, bool isList)
    {
        if (isList)
        {
            foreach (var (reply, hint) in replies.SelectMany(r => r.Hints.Select(h => (r, h))))
            {
                output.WriteLine($"{reply.Id}\t{Line(hint)}");
            }

            return;
        }

        output.WriteLine($"matters: {replies.Count}");
        output.WriteLine($"with a reply: {replies.Count(r => r.HasReply)}");
        output.WriteLine($"that ask something: {replies.Count(r => r.Hints.Any(h => h.About is not null))}");
        output.WriteLine($"{"look",8} {"fine",8}  hint");
        foreach (var point in Enum.GetValues<ReplyPoint>())
        {
            var hints = replies.SelectMany(r => r.Hints).Where(h => h.Point == point).ToList();
            output.WriteLine($"{hints.Count(h => !h.IsFine),8} {hints.Count(h => h.IsFine),8}  {point}");
        }
    }

    private static string Line(ReplyHint hint) => string.Join('\t', hint.IsFine ? "fine" : "look", hint.Point.ToString(), hint.About ?? "", string.Join(' ', hint.Words));
}
