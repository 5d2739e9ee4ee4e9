using Fengqiao.Insight.Learning;
using Fengqiao.Insight.Reading;
using Fengqiao.Kernel;

namespace Fengqiao.Insight.Reader;

/// <summary>A category the reader thinks of, with the words that spoke for it.</summary>
internal sealed record ReadAnswer(string Code, double Confidence, IReadOnlyList<string> Words);

/// <summary>
/// Everything one version has learnt: the first level of the categories, the leaves within each, and the lead unit. Immutable, for all threads.
/// </summary>
/// <param name="First">Tells the first level; null where all cases were of one.</param>
/// <param name="OnlyFirst">The one first level there was; null where <paramref name="First"/> tells several.</param>
/// <param name="Leaves">For a first level what tells its leaves; absent where it had one only.</param>
/// <param name="OnlyLeaf">For such a first level its leaf.</param>
/// <param name="Unit">Tells the lead unit from text and town; null where all cases went to one.</param>
internal sealed record MatterModel(
    TextClassifier? First,
    string? OnlyFirst,
    IReadOnlyDictionary<string, TextClassifier> Leaves,
    IReadOnlyDictionary<string, string> OnlyLeaf,
    TextClassifier? Unit)
{
    public const int MostProposals = 3;

    /// <summary>First levels whose leaves are looked at; what is less likely than the second could hardly win.</summary>
    private const int FirstLevels = 3;

    /// <summary>Digits of a first-level code; the levels below add two each.</summary>
    private const int FirstDigits = 2;

    public static string FirstOf(string category) => category.Length > FirstDigits ? category[..FirstDigits] : category;

    /// <summary>The mark of the town for the reader of units; empty where the place is not known that closely.</summary>
    public static string TownOf(RegionCode? place) => place?.At(RegionLevel.Town) is { } town ? town.Value : "";

    public static string TextOf(string? title, string? description) => $"{title}\n{description}";

    public Session Open() => new(this);

    /// <summary>The working memory of one thread.</summary>
    internal sealed class Session(MatterModel model)
    {
        private readonly TextClassifier.Session? _first = model.First?.Open();
        private readonly TextClassifier.Session? _unit = model.Unit?.Open();
        private readonly Dictionary<string, TextClassifier.Session> _leaves = [];

        /// <summary>The likeliest leaves: a first level times a leaf within it. Words are looked up for the likeliest only.</summary>
        public IReadOnlyList<ReadAnswer> Categories(string text, bool withWords)
        {
            var folded = FoldedText.Of(text);
            var firsts = _first?.Read(folded).Take(FirstLevels).ToList() ?? [new Answer(model.OnlyFirst!, 1)];
            var found = firsts.SelectMany(first => LeavesOf(first, folded)).OrderByDescending(a => a.Confidence).Take(MostProposals).ToList();
            if (withWords && found.Count > 0)
            {
                found[0] = found[0] with { Words = WordsFor(found[0].Code, text, folded) };
            }

            return found;
        }

        public ReadAnswer? Unit(string text, string town, bool withWords)
        {
            if (_unit is null)
            {
                return null;
            }

            var folded = FoldedText.Of(text, town);
            var best = _unit.Read(folded)[0];
            return new ReadAnswer(best.Label, best.Probability, withWords ? Words(_unit, text, folded, best.Label) : []);
        }

        private IEnumerable<ReadAnswer> LeavesOf(Answer first, FoldedText folded)
        {
            if (model.Leaves.ContainsKey(first.Label))
            {
                return LeafSession(first.Label).Read(folded).Take(MostProposals).Select(leaf => new ReadAnswer(leaf.Label, first.Probability * leaf.Probability, []));
            }

            return [new ReadAnswer(model.OnlyLeaf.GetValueOrDefault(first.Label, first.Label), first.Probability, [])];
        }

        /// <summary>What decided between first levels, and what decided within the first level.</summary>
        private IReadOnlyList<string> WordsFor(string code, string text, FoldedText folded)
        {
            var first = FirstOf(code);
            var words = _first is null ? [] : Words(_first, text, folded, first);
            return model.Leaves.ContainsKey(first)
                ? [.. words.Take(3).Concat(Words(LeafSession(first), text, folded, code)).Distinct(StringComparer.Ordinal).Take(DecidingWords.Usual)]
                : words;
        }

        private TextClassifier.Session LeafSession(string first)
        {
            if (!_leaves.TryGetValue(first, out var session))
            {
                _leaves[first] = session = model.Leaves[first].Open();
            }

            return session;
        }

        private static IReadOnlyList<string> Words(TextClassifier.Session session, string text, FoldedText folded, string label) =>
            [.. DecidingWords.Of(session, text, folded, label).Select(w => w.Text)];
    }
}
