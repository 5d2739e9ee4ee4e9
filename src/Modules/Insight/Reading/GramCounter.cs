namespace Fengqiao.Insight.Reading;

/// <summary>
/// The known runs of one block of a text with their weights: 1 + ln(how often). Holds its working memory, so that reading many texts
/// allocates nothing; not for two threads at once.
/// </summary>
internal sealed class GramCounter(Vocabulary vocabulary, Block block)
{
    private static readonly float[] WeightOfCount = [.. Enumerable.Range(0, 256).Select(count => count == 0 ? 0 : 1 + MathF.Log(count))];

    private readonly int[] _counts = new int[vocabulary.Count];
    private int[] _touched = [];
    private int _distinct;
    private ulong[] _keys = [];

    /// <summary>The numbers of the runs that <see cref="Read"/> found, each once.</summary>
    public ReadOnlySpan<int> Numbers => _touched.AsSpan(0, _distinct);

    /// <summary>What the run weighs in the text read last.</summary>
    public float WeightOf(int number) => WeightOfCount[Math.Min(_counts[number], WeightOfCount.Length - 1)];

    /// <summary>How often the run occurs in the text read last.</summary>
    public int CountOf(int number) => _counts[number];

    public void Read(FoldedText text)
    {
        foreach (var number in Numbers)
        {
            _counts[number] = 0;
        }

        _distinct = 0;
        var part = Grams.PartOf(text, block);
        var most = Grams.Count(part.Length, vocabulary.Longest);
        if (_keys.Length < most)
        {
            (_keys, _touched) = (new ulong[most], new int[most]);
        }

        var count = Grams.Write(part, block, vocabulary.Longest, _keys);
        for (var i = 0; i < count; i++)
        {
            var number = vocabulary.Find(_keys[i]);
            if (number >= 0 && _counts[number]++ == 0)
            {
                _touched[_distinct++] = number;
            }
        }
    }
}
