namespace Fengqiao.Contracts.Insight;

/// <summary>What a hint about a reply is about.</summary>
public enum ReplyPoint
{
    /// <summary>Something the matter asks or demands.</summary>
    Question,

    /// <summary>The matter asks when; the reply is looked at for a time.</summary>
    QuestionWhen,

    /// <summary>The matter asks why; the reply is looked at for a reason.</summary>
    QuestionWhy,

    /// <summary>The matter asks how much or how many; the reply is looked at for a figure.</summary>
    QuestionHowMuch,

    /// <summary>Who handled it.</summary>
    Unit,

    /// <summary>The law, rule or document it rests on. Only missed where something is declined or the matter asks for it.</summary>
    Basis,

    /// <summary>By when what is announced will be done. Only missed where something is announced.</summary>
    Limit,
    Greeting,
    Thanks,

    /// <summary>Whom to turn to with questions.</summary>
    Contact,

    /// <summary>A mobile, identity or bank number.</summary>
    Number,

    /// <summary>The name of a person.</summary>
    Person,

    /// <summary>Too short to answer anything.</summary>
    Short,

    /// <summary>Nothing but turns of phrase that fit any matter.</summary>
    Template,

    /// <summary>The words of the matter given back.</summary>
    Copied,

    /// <summary>The reporter is sent to somebody else.</summary>
    PassedOn,
}

/// <summary>One thing seen in the draft of a reply, with what it was seen by. A hint only: nothing depends on it.</summary>
/// <param name="IsFine">False where somebody should look at it.</param>
/// <param name="About">The sentence of the matter that asks; null for all that is no question.</param>
/// <param name="Words">Words of the draft, or of the matter where the draft has none; personal numbers and names are masked.</param>
public sealed record ReplyHint(ReplyPoint Point, bool IsFine, string? About, IReadOnlyList<string> Words);

/// <summary>The matter a reply is written for.</summary>
/// <param name="Units">Names of the units that handle it; may be empty.</param>
public sealed record RepliedMatter(string Title, string Text, IReadOnlyList<string> Units);

/// <summary>Reads the draft of a reply beside its matter. Knows words, not meaning: it shows where to look. Safe from any thread.</summary>
public interface IReplyChecker
{
    /// <param name="matter">What is replied to.</param>
    /// <param name="draft">As far as it is written; empty gives nothing but what the matter asks.</param>
    /// <returns>What somebody should look at first, questions in the order of the matter.</returns>
    IReadOnlyList<ReplyHint> Check(RepliedMatter matter, string? draft);

    /// <summary>A text as it may be shown to people who have another matter in hand: numbers and names of people masked.</summary>
    string Masked(string text);

    /// <summary>What two matters have in common, longest first; at most six pieces.</summary>
    IReadOnlyList<string> Shared(string one, string other);
}
