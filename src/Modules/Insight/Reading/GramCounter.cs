namespace Fengqiao.Insight.Reading;

/// <summary>
/// The known runs of one block of a text with their weights: 1 + ln(how often). Holds its working memory, so that reading many texts
/// allocates nothing; not for two threads at once.
/// </summary>
internal sealed class GramCounter(Vocabulary vocabulary, Block block)
{
    private readonly int[] _counts = new int[vocabulary.Count];
    private readonly List<int> _touched = [];
    private ulong[] _keys = [];

    /// <summary>The numbers of the runs that <see cref="Read"/> found, each once.</summary>
    public IReadOnlyList<int> Numbers => _touched;

    /// <summary>What the run weighs in the text read last.</summary>
    public float WeightOf(int number) => 1 + MathF.Log(_counts[number]);

    public void Read(FoldedText text)
    {
        foreach (var number in _touched)
        {
            _counts[number] = 0;
        }

        _touched.Clear();
        var part = Grams.PartOf(text, block);
        var most = Grams.Count(part.Length);
        if (_keys.Length < most)
        {
            _keys = new ulong[most];
        }

        var count = Grams.Write(part, block, _keys);
        for (var i = 0; i < count; i++)
        {
            var number = vocabulary.Find(_keys[i]);
            if (number >= 0 && _counts[number]++ == 0)
            {
                _touched.Add(number);
            }
        }
    }
}
