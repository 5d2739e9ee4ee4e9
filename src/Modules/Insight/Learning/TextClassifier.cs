using Fengqiao.Insight.Reading;

namespace Fengqiao.Insight.Learning;

/// <summary>One answer, and how sure it is: among texts answered with 0.9, nine in ten are right (as far as calibration reaches).</summary>
internal readonly record struct Answer(string Label, double Probability);

/// <summary>
/// A trained reader: for each class a linear score of the runs in body and head, each block brought to its length as the class sees it, then
/// softmax at the temperature found on texts that were held out. Immutable; one <see cref="Session"/> serves one thread.
/// </summary>
/// <param name="Labels">The classes.</param>
/// <param name="Body">The runs known of the whole text.</param>
/// <param name="Head">The runs known of its beginning.</param>
/// <param name="Odds">For each run and class its log odds: runs of the body first, classes of a run beside each other.</param>
/// <param name="Weights">The learner's weight on them, in the same order.</param>
/// <param name="Intercepts">One for each class.</param>
/// <param name="Sharpness">What scores are multiplied by before softmax; 1 / temperature.</param>
internal sealed record TextClassifier(
    IReadOnlyList<string> Labels,
    Vocabulary Body,
    Vocabulary Head,
    float[] Odds,
    float[] Weights,
    float[] Intercepts,
    float Sharpness)
{
    public Session Open() => new(this);

    /// <summary>The working memory of one thread that reads texts.</summary>
    internal sealed class Session
    {
        private readonly TextClassifier _model;
        private readonly GramCounter _body;
        private readonly GramCounter _head;
        private readonly float[] _sums;
        private readonly float[] _squares;
        private readonly float[] _scores;

        public Session(TextClassifier model)
        {
            _model = model;
            (_body, _head) = (new GramCounter(model.Body, Block.Body), new GramCounter(model.Head, Block.Head));
            var classes = model.Labels.Count;
            (_sums, _squares, _scores) = (new float[classes], new float[classes], new float[classes]);
        }

        /// <summary>The raw score of each class; the largest wins.</summary>
        public ReadOnlySpan<float> Score(FoldedText text)
        {
            _model.Intercepts.CopyTo(_scores, 0);
            Add(_body, text, 0, 1);
            Add(_head, text, _model.Body.Count, ScaledRows.HeadLength);
            return _scores;
        }

        /// <summary>All classes, likeliest first.</summary>
        public IReadOnlyList<Answer> Read(string text)
        {
            var scores = Score(FoldedText.Of(text));
            var probabilities = Softmax(scores, _model.Sharpness);
            return [.. _model.Labels.Select((label, c) => new Answer(label, probabilities[c])).OrderByDescending(a => a.Probability)];
        }

        /// <summary>How much each run of a block speaks for a class, in the units of the score.</summary>
        public IReadOnlyDictionary<int, float> Shares(FoldedText text, Block block, int label)
        {
            var (counter, offset, length) = block == Block.Body ? (_body, 0, 1f) : (_head, _model.Body.Count, ScaledRows.HeadLength);
            counter.Read(text);
            var classes = _model.Labels.Count;
            var square = 0f;
            foreach (var number in counter.Numbers)
            {
                var seen = counter.WeightOf(number) * _model.Odds[((offset + number) * classes) + label];
                square += seen * seen;
            }

            var shrink = ScaledRows.Shrink(square, length);
            return counter.Numbers.ToDictionary(number => number, number =>
            {
                var at = ((offset + number) * classes) + label;
                return counter.WeightOf(number) * _model.Odds[at] * _model.Weights[at] * shrink;
            });
        }

        private void Add(GramCounter counter, FoldedText text, int offset, float length)
        {
            counter.Read(text);
            Array.Clear(_sums);
            Array.Clear(_squares);
            var classes = _scores.Length;
            foreach (var number in counter.Numbers)
            {
                var weight = counter.WeightOf(number);
                var odds = _model.Odds.AsSpan((offset + number) * classes, classes);
                var weights = _model.Weights.AsSpan((offset + number) * classes, classes);
                for (var c = 0; c < odds.Length; c++)
                {
                    var seen = weight * odds[c];
                    _sums[c] += seen * weights[c];
                    _squares[c] += seen * seen;
                }
            }

            for (var c = 0; c < classes; c++)
            {
                _scores[c] += _sums[c] * ScaledRows.Shrink(_squares[c], length);
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
            sum += probabilities[c] = Math.Exp(sharpness * (scores[c] - largest));
        }

        for (var c = 0; c < probabilities.Length; c++)
        {
            probabilities[c] /= sum;
        }

        return probabilities;
    }
}
