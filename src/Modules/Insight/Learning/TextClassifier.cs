using Fengqiao.Insight.Reading;

namespace Fengqiao.Insight.Learning;

/// <summary>One answer, and how sure it is: among texts answered with 0.9, nine in ten are right (as far as calibration reaches).</summary>
internal readonly record struct Answer(string Label, double Probability);

/// <summary>
/// A trained reader: for each class a score of the runs in body and head, then softmax at the sharpness found on texts that were held out.
/// Immutable; one <see cref="Session"/> serves one thread.
/// </summary>
/// <param name="Labels">The classes, in ordinal order.</param>
/// <param name="Body">The runs known of the whole text.</param>
/// <param name="Head">The runs known of its beginning.</param>
/// <param name="Table">What each run says for each class.</param>
/// <param name="Sharpness">What scores are multiplied by before softmax; 1 / temperature.</param>
internal sealed record TextClassifier(IReadOnlyList<string> Labels, Vocabulary Body, Vocabulary Head, ClassTable Table, float Sharpness)
{
    public Session Open() => new(this);

    /// <summary>The working memory of one thread that reads texts.</summary>
    internal sealed class Session
    {
        private readonly TextClassifier _model;
        private readonly GramCounter _body;
        private readonly GramCounter _head;
        private readonly float[] _sums;
        private readonly float[] _scores;

        public Session(TextClassifier model)
        {
            _model = model;
            (_body, _head) = (new GramCounter(model.Body, Block.Body), new GramCounter(model.Head, Block.Head));
            (_sums, _scores) = (new float[model.Table.RoomForSums], new float[model.Labels.Count]);
        }

        /// <summary>The raw score of each class; the largest wins. Valid until the next text.</summary>
        public ReadOnlySpan<float> Score(FoldedText text)
        {
            _body.Read(text);
            _head.Read(text);
            _model.Table.Intercepts.CopyTo(_scores, 0);
            _model.Table.Add(_body, Block.Body, _sums, _scores);
            _model.Table.Add(_head, Block.Head, _sums, _scores);
            return _scores;
        }

        /// <summary>All classes, likeliest first.</summary>
        public IReadOnlyList<Answer> Read(FoldedText text)
        {
            var probabilities = Softmax(Score(text), _model.Sharpness);
            var answers = new Answer[probabilities.Length];
            for (var c = 0; c < answers.Length; c++)
            {
                answers[c] = new Answer(_model.Labels[c], probabilities[c]);
            }

            Array.Sort(answers, (a, b) => b.Probability.CompareTo(a.Probability));
            return answers;
        }

        /// <summary>How much each character of a folded text speaks for a class, in the units of the score.</summary>
        public float[] SharesOf(FoldedText text, string label)
        {
            Score(text);
            var shares = new float[text.Length];
            AddShares(_body, Block.Body);
            AddShares(_head, Block.Head);
            return shares;

            void AddShares(GramCounter counter, Block block)
            {
                var (table, known) = (_model.Table, block == Block.Body ? _model.Body : _model.Head);
                var c = Enumerable.Range(0, _model.Labels.Count).First(i => _model.Labels[i] == label);
                var shrink = ScaledRows.Shrink(table.SquareOf(counter, block, c), table.LengthOf(block));
                foreach (var run in Grams.In(text, block, known.Longest))
                {
                    var number = known.Find(run.Key);
                    if (number < 0)
                    {
                        continue;
                    }

                    // A run's share is parted among its occurrences, and there among its characters.
                    var share = table.Product(table.OffsetOf(block) + number, c) * counter.WeightOf(number) * shrink / counter.CountOf(number) / run.Length;
                    for (var at = run.Start; at < run.Start + run.Length; at++)
                    {
                        shares[at] += share;
                    }
                }
            }
        }
    }

    /// <summary>Turns scores into probabilities that add up to 1.</summary>
    public static double[] Softmax(ReadOnlySpan<float> scores, float sharpness)
    {
        var largest = float.NegativeInfinity;
        foreach (var score in scores)
        {
            largest = Math.Max(largest, score);
        }

        var probabilities = new double[scores.Length];
        var sum = 0.0;
        for (var c = 0; c < scores.Length; c++)
        {
            probabilities[c] = Math.Exp(sharpness * (scores[c] - largest));
            sum += probabilities[c];
        }

        for (var c = 0; c < probabilities.Length; c++)
        {
            probabilities[c] /= sum;
        }

        return probabilities;
    }
}
