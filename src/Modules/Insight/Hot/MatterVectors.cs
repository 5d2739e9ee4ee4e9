using System.Text;

namespace Fengqiao.Insight.Hot;

/// <summary>
/// Messages as rows of weights over runs of two and three characters. Runs that few messages have weigh most; runs of only one message tie it to
/// nothing and runs of very many are how people talk, so both are left out. A row is of length one.
/// </summary>
internal sealed class MatterVectors
{
    /// <summary>A title says what the matter is; the text tells the whole story around it.</summary>
    private const int TitleWeight = 4;

    private const int TextRead = 300;

    /// <summary>Of a message the heaviest runs are kept: the rest costs time and says little.</summary>
    private const int MostRuns = 120;

    private const double CommonShare = 0.03;
    private const int CommonAtLeast = 30;
    private const int CommonAtMost = 500;

    private readonly Dictionary<long, int> _ids = [];
    private readonly List<int> _messages = [];
    private int _common;

    private MatterVectors()
    {
    }

    public IReadOnlyList<(int Run, double Weight)[]> Rows { get; private set; } = [];

    /// <summary>The same without the titles: people who only use one turn of phrase in the title have nothing in common here.</summary>
    public IReadOnlyList<(int Run, double Weight)[]> Bodies { get; private set; } = [];

    public int Runs => _messages.Count;

    /// <summary>How little the pairs of characters of a passage occur elsewhere, added up; common ones count nothing.</summary>
    public double Rarity(string passage)
    {
        var sum = 0.0;
        for (var at = 0; at + 2 <= passage.Length; at++)
        {
            if (_ids.TryGetValue(((long)passage[at] << 16) | passage[at + 1], out var run) && _messages[run] <= _common)
            {
                sum += Math.Log(1 + ((double)Rows.Count / _messages[run]));
            }
        }

        return sum;
    }

    public static MatterVectors Of(IReadOnlyList<HotText> texts, CancellationToken ct)
    {
        var vectors = new MatterVectors();
        var (counts, bodies) = (new List<Dictionary<int, int>>(texts.Count), new List<Dictionary<int, int>>(texts.Count));
        foreach (var text in texts)
        {
            ct.ThrowIfCancellationRequested();
            var body = new Dictionary<int, int>();
            vectors.Count(Fold(text.Text, TextRead), 1, body);
            var of = new Dictionary<int, int>(body);
            vectors.Count(Fold(text.Title, TextRead), TitleWeight, of);
            bodies.Add(body);
            foreach (var run in of.Keys)
            {
                vectors._messages[run]++;
            }

            counts.Add(of);
        }

        vectors._common = Math.Min(CommonAtMost, Math.Max(CommonAtLeast, (int)(texts.Count * CommonShare)));
        vectors.Rows = [.. counts.Select(c => vectors.Weigh(c, texts.Count))];
        vectors.Bodies = [.. bodies.Select(c => vectors.Weigh(c, texts.Count))];
        return vectors;
    }

    /// <summary>Letters and digits only, width and case folded. Digits stay: line 3 is not line 6, and road 107 is not road 204.</summary>
    private static string Fold(string text, int most)
    {
        var folded = new StringBuilder(Math.Min(text.Length, most));
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, most * 4)))
        {
            // Anything outside the basic plane is an emoji or the rare character of a name.
            if (folded.Length < most && char.IsLetterOrDigit(c))
            {
                folded.Append(c is >= '\uff01' and <= '\uff5e' ? char.ToLowerInvariant((char)(c - 0xfee0)) : char.ToLowerInvariant(c));
            }
        }

        return folded.ToString();
    }

    private void Count(ReadOnlySpan<char> text, int weight, Dictionary<int, int> counts)
    {
        for (var length = 2; length <= 3; length++)
        {
            for (var at = 0; at + length <= text.Length; at++)
            {
                var run = Id(text.Slice(at, length));
                counts[run] = counts.GetValueOrDefault(run) + weight;
            }
        }
    }

    private int Id(ReadOnlySpan<char> run)
    {
        var key = 0L;
        foreach (var c in run)
        {
            key = (key << 16) | c;
        }

        if (!_ids.TryGetValue(key, out var id))
        {
            _ids[key] = id = _messages.Count;
            _messages.Add(0);
        }

        return id;
    }

    private (int Run, double Weight)[] Weigh(Dictionary<int, int> counts, int texts)
    {
        var weighed = counts.Where(c => _messages[c.Key] >= 2 && _messages[c.Key] <= _common)
            .Select(c => (Run: c.Key, Weight: (1 + Math.Log(c.Value)) * Math.Log((double)texts / _messages[c.Key])))
            .Where(w => w.Weight > 0)
            .OrderByDescending(w => w.Weight).ThenBy(w => w.Run)
            .Take(MostRuns)
            .ToArray();
        var length = Math.Sqrt(weighed.Sum(w => w.Weight * w.Weight));
        return [.. weighed.Select(w => (w.Run, w.Weight / length)).OrderBy(w => w.Run)];
    }
}
