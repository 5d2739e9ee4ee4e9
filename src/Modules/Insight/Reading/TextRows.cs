namespace Fengqiao.Insight.Reading;

/// <summary>
/// The runs of many texts, one row for a text, in compressed form: those of row <c>i</c> lie at <c>Starts[i] … Starts[i + 1]</c>. The numbers
/// of the body come first, those of the head follow after <see cref="BodyWidth"/>.
/// </summary>
internal sealed record TextRows(int[] Starts, int[] Numbers, float[] Weights, int BodyWidth, int Width)
{
    public int Count => Starts.Length - 1;

    public static TextRows Of(IReadOnlyList<FoldedText> texts, Vocabulary body, Vocabulary head)
    {
        var (bodyCounter, headCounter) = (new GramCounter(body, Block.Body), new GramCounter(head, Block.Head));
        var starts = new int[texts.Count + 1];
        var (numbers, weights) = (new List<int>(), new List<float>());
        for (var i = 0; i < texts.Count; i++)
        {
            Add(bodyCounter, 0);
            Add(headCounter, body.Count);
            starts[i + 1] = numbers.Count;

            void Add(GramCounter counter, int offset)
            {
                counter.Read(texts[i]);
                foreach (var number in counter.Numbers)
                {
                    numbers.Add(offset + number);
                    weights.Add(counter.WeightOf(number));
                }
            }
        }

        return new TextRows(starts, [.. numbers], [.. weights], body.Count, body.Count + head.Count);
    }
}
