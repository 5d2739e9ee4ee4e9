using Fengqiao.Contracts.Insight;
using Fengqiao.Insight.Hot;

namespace Fengqiao.Insight.Same;

/// <summary>
/// Compares two matters by character pairs of their texts and titles and by the places they name. No statistics of the county are needed, so it works
/// from the first case on.
/// </summary>
internal sealed class MatterComparer : IMatterComparer
{
    public IReadMatter Read(string title, string text) => new ReadMatter(title, text);
}

/// <summary>A matter with its pairs and places.</summary>
internal sealed class ReadMatter : IReadMatter
{
    /// <summary>The story is told by then, and a text of a megabyte costs no more than another.</summary>
    private const int Compared = 600;

    /// <summary>That the few words of a short text stand in a long one says little.</summary>
    private const int LeastPairs = 20;

    private const double TitleWeight = 0.7;
    private const double PlaceWeight = 0.1;
    private const double NamesWeight = 0.3;

    /// <summary>So many common parts of names are as good as more.</summary>
    private const int EnoughNames = 3;

    private readonly HashSet<int> _title;
    private readonly HashSet<int> _text;
    private readonly Lazy<IReadOnlySet<string>> _place;
    private readonly Lazy<IReadOnlySet<string>> _names;

    public ReadMatter(string title, string text)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(text);
        (_title, _text) = (Pairs(title, Compared), Pairs($"{Start(title)}{Start(text)}", Compared));
        (_place, _names) = (new(() => PlaceWords.Keys(title, text)), new(() => PlaceWords.AllKeys(title, text)));
    }

    public MatterLikeness With(string title, string text) => With(new ReadMatter(title, text));

    public MatterLikeness With(ReadMatter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var (bothText, bothTitle) = (Shared(_text, other._text), Shared(_title, other._title));
        var contained = bothText == 0 ? 0 : (double)bothText / Math.Max(LeastPairs, Math.Min(_text.Count, other._text.Count));
        var titles = bothTitle == 0 ? 0 : (double)bothTitle / (_title.Count + other._title.Count - bothTitle);
        var words = contained + (TitleWeight * titles);
        if (words + PlaceWeight + NamesWeight < IMatterComparer.SameFrom)
        {
            // Whatever places they name, it stays below the line: most of what is compared does, and finding places is most of the work.
            return new MatterLikeness(words, contained, titles, [], false);
        }

        var names = _names.Value.Where(other._names.Value.Contains).Order(StringComparer.Ordinal).ToList();
        var place = _place.Value.Count == 0 || other._place.Value.Count == 0 ? 0 : _place.Value.Overlaps(other._place.Value) ? 1 : -1;
        var score = words + (PlaceWeight * place) + (NamesWeight * Math.Min(1, names.Count / (double)EnoughNames));
        return new MatterLikeness(Math.Max(0, score), contained, titles, names, place < 0);
    }

    private static string Start(string text) => text.Length <= Compared * 4 ? text : text[..(Compared * 4)];

    private static int Shared(HashSet<int> a, HashSet<int> b)
    {
        var (small, large) = a.Count <= b.Count ? (a, b) : (b, a);
        return small.Count(large.Contains);
    }

    /// <summary>Neighbouring letters and digits, case folded.</summary>
    private static HashSet<int> Pairs(string text, int most)
    {
        var pairs = new HashSet<int>();
        var (last, read) = ('\0', 0);
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c))
            {
                continue;
            }

            var folded = char.ToLowerInvariant(c);
            if (last != '\0')
            {
                pairs.Add((last << 16) | folded);
            }

            last = folded;
            if (++read == most)
            {
                break;
            }
        }

        return pairs;
    }
}
