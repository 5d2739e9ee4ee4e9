using System.Text.RegularExpressions;
using Fengqiao.Contracts.Insight;

namespace Fengqiao.Insight.Replies;

/// <summary>
/// Looks through the draft of a reply for what people miss in replies: their questions, who is speaking, by what right, by when, and a word of
/// courtesy; and for what should not be in it. Pure: what it says depends on the two texts alone.
/// </summary>
internal sealed class ReplyChecker : IReplyChecker
{
    /// <summary>As long as a reply may be, and more.</summary>
    private const int Read = 20_000;

    /// <summary>Fewer letters answer nothing.</summary>
    private const int LeastLetters = 10;

    /// <summary>What is left beside turns of phrase that fit any matter.</summary>
    private const int LeastOwnLetters = 12;

    /// <summary>Share of what a question is about that a draft has to have, and how many pairs are enough however long the question.</summary>
    private const double TakenFrom = 0.2;

    private const int EnoughPairs = 4;
    private const int MostWords = 4;

    public IReadOnlyList<ReplyHint> Check(RepliedMatter matter, string? draft)
    {
        ArgumentNullException.ThrowIfNull(matter);
        var text = Start(draft ?? "").Trim();
        var asks = Asks.Of(matter.Title, matter.Text);
        if (text.Length == 0)
        {
            return [.. asks.Select(a => new ReplyHint(ReplyPoint.Question, false, PersonalParts.Masked(a.Sentence), []))];
        }

        var about = ContentPairs.Of(text);
        var hints = asks.SelectMany(a => Answered(a, text, about)).Concat(Form(matter, asks, text)).Concat(Faults(matter, text));
        return [.. hints.OrderBy(h => h.IsFine)];
    }

    public string Masked(string text) => PersonalParts.Masked(text);

    public IReadOnlyList<string> Shared(string one, string other) => SharedPieces.Of(one, other);

    /// <summary>Whether the draft takes up what is asked; and for when, why and how much, whether it has any such thing to say.</summary>
    private static IEnumerable<ReplyHint> Answered(Ask ask, string draft, HashSet<string> about)
    {
        var shared = ask.About.Where(about.Contains).ToList();
        var needed = Math.Clamp((int)Math.Ceiling(ask.About.Count * TakenFrom), 1, EnoughPairs);
        var sentence = PersonalParts.Masked(ask.Sentence);
        if (shared.Count < needed)
        {
            // That something was done is said in other words than it was asked for in: whether it was this, words cannot tell.
            if (ask.IsDemand && ReplySigns.Done.IsMatch(draft))
            {
                yield break;
            }

            yield return new ReplyHint(ReplyPoint.Question, false, sentence, [.. Pieces(ask.About, ask.Sentence)]);
            yield break;
        }

        var (point, sign) = ask.Kind switch
        {
            AskKind.When => (ReplyPoint.QuestionWhen, ReplySigns.Time),
            AskKind.Why => (ReplyPoint.QuestionWhy, ReplySigns.Cause),
            AskKind.HowMuch => (ReplyPoint.QuestionHowMuch, ReplySigns.Figure),
            _ => (ReplyPoint.Question, null),
        };
        if (sign is null)
        {
            yield return new ReplyHint(point, true, sentence, [.. Pieces(shared, draft)]);
            yield break;
        }

        yield return sign.In(draft) is { } found ? new ReplyHint(point, true, sentence, [found]) : new ReplyHint(point, false, sentence, []);
    }

    /// <summary>What belongs to any reply.</summary>
    private static IEnumerable<ReplyHint> Form(RepliedMatter matter, IReadOnlyList<Ask> asks, string draft)
    {
        yield return UnitIn(draft, matter.Units) is { } unit ? Fine(ReplyPoint.Unit, unit) : Missing(ReplyPoint.Unit, [.. matter.Units.Take(1)]);
        if (ReplySigns.Basis.In(draft) is { } basis)
        {
            yield return Fine(ReplyPoint.Basis, basis);
        }
        else if ((ReplySigns.Declining.In(draft) ?? asks.Select(a => ReplySigns.AsksBasis.In(a.Sentence)).FirstOrDefault(f => f is not null)) is { } why)
        {
            yield return Missing(ReplyPoint.Basis, why);
        }

        if (ReplySigns.Promise.In(draft) is { } promise)
        {
            yield return ReplySigns.Time.In(draft) is { } time ? Fine(ReplyPoint.Limit, time) : Missing(ReplyPoint.Limit, promise);
        }

        foreach (var (point, sign) in ((ReplyPoint, Regex)[])[(ReplyPoint.Greeting, ReplySigns.Greeting), (ReplyPoint.Thanks, ReplySigns.Thanks), (ReplyPoint.Contact, ReplySigns.Contact)])
        {
            yield return sign.In(draft) is { } found ? Fine(point, PersonalParts.Masked(found)) : Missing(point);
        }
    }

    /// <summary>What should not be in a reply.</summary>
    private static IEnumerable<ReplyHint> Faults(RepliedMatter matter, string draft)
    {
        var personal = PersonalParts.Of(draft);
        foreach (var (point, isNumber) in ((ReplyPoint, bool)[])[(ReplyPoint.Number, true), (ReplyPoint.Person, false)])
        {
            var found = personal.Where(p => p.IsNumber == isNumber).Select(p => p.Masked).Distinct(StringComparer.Ordinal).Take(MostWords).ToList();
            if (found.Count > 0)
            {
                yield return Missing(point, [.. found]);
            }
        }

        if (draft.Count(char.IsLetterOrDigit) < LeastLetters)
        {
            yield return Missing(ReplyPoint.Short);
        }
        else if (ReplySigns.Stock.Replace(draft, "").Count(char.IsLetterOrDigit) < LeastOwnLetters)
        {
            yield return Missing(ReplyPoint.Template);
        }

        if (CopiedWords.In(draft, $"{matter.Title}\n{Start(matter.Text)}") is { } copied)
        {
            yield return Missing(ReplyPoint.Copied, PersonalParts.Masked(copied));
        }

        if (ReplySigns.PassingOn.In(draft) is { } passed)
        {
            yield return Missing(ReplyPoint.PassedOn, passed);
        }
    }

    /// <summary>As the unit is called whole, in short (住建局 for 住房和城乡建设局), or as one speaks of oneself.</summary>
    private static string? UnitIn(string draft, IReadOnlyList<string> units)
    {
        if (units.FirstOrDefault(u => draft.Contains(u, StringComparison.Ordinal)) is { } whole)
        {
            return whole;
        }

        if (ReplySigns.Ourselves.In(draft) is { } ours)
        {
            return ours;
        }

        foreach (Match office in ReplySigns.Office.Matches(draft).Take(50))
        {
            for (var from = 0; from + 3 <= office.Length; from++)
            {
                if (units.Any(u => IsShortFor(office.ValueSpan[from..], u)))
                {
                    return office.Value[from..];
                }
            }
        }

        return null;
    }

    /// <summary>Its characters stand in the name in the same order, the last ones at the end.</summary>
    private static bool IsShortFor(ReadOnlySpan<char> office, string name)
    {
        var at = 0;
        foreach (var c in name)
        {
            at += at < office.Length && office[at] == c ? 1 : 0;
        }

        return at == office.Length && name.EndsWith(office[^1]);
    }

    /// <summary>Pairs put together again where they stand in a row in a text.</summary>
    private static IEnumerable<string> Pieces(IEnumerable<string> pairs, string text)
    {
        var known = pairs.ToHashSet(StringComparer.Ordinal);
        var pieces = new List<string>();
        foreach (var piece in ContentPairs.Pieces(text))
        {
            if (known.Contains(piece.ToLowerInvariant()))
            {
                pieces.Add(piece);
                continue;
            }

            for (var at = 0; at + 1 < piece.Length;)
            {
                var end = at;
                while (end + 1 < piece.Length && known.Contains(piece.Substring(end, 2)))
                {
                    end++;
                }

                if (end > at)
                {
                    pieces.Add(piece[at..(end + 1)]);
                }

                at = end + 1;
            }
        }

        return pieces.Distinct(StringComparer.Ordinal).OrderByDescending(p => p.Length).Take(MostWords).Select(PersonalParts.Masked);
    }

    private static ReplyHint Fine(ReplyPoint point, string word) => new(point, true, null, [word]);

    private static ReplyHint Missing(ReplyPoint point, params IReadOnlyList<string> words) => new(point, false, null, words);

    private static string Start(string text) => text.Length <= Read ? text : text[..Read];
}
