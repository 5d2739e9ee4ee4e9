using System.Numerics;
using Fengqiao.Insight.Reading;

namespace Fengqiao.Insight.Learning;

/// <summary>
/// What each run says for each class, laid out for reading: the cells of a run lie beside each other, first its log odds for every class, then
/// their products with the learnt weights. A class measures a text's length on its own log odds, so both are needed. Immutable.
/// </summary>
internal sealed class ClassTable
{
    private readonly float[] _cells;
    private readonly int _lanes;

    /// <param name="classes">How many classes there are.</param>
    /// <param name="runs">How many runs are known.</param>
    /// <param name="bodyRuns">How many of them are runs of the body; those of the head follow.</param>
    /// <param name="headLength">The length of the head; see <see cref="LearnerShape"/>.</param>
    /// <param name="intercepts">One for each class.</param>
    public ClassTable(int classes, int runs, int bodyRuns, float headLength, float[] intercepts)
    {
        (Classes, Runs, BodyRuns, HeadLength, Intercepts) = (classes, runs, bodyRuns, headLength, intercepts);
        _lanes = LanesOf(classes);
        _cells = new float[runs * 2 * _lanes];
    }

    public int Classes { get; }

    public int Runs { get; }

    public int BodyRuns { get; }

    public float HeadLength { get; }

    public float[] Intercepts { get; }

    /// <summary>Room for the sums of one text; see <see cref="Add"/>.</summary>
    public int RoomForSums => 2 * _lanes;

    /// <summary>How many numbers a run takes with so many classes: full vectors, so that no class is left over.</summary>
    public static int CellsOf(int classes) => 2 * LanesOf(classes);

    public float Odds(int run, int label) => _cells[(run * 2 * _lanes) + label];

    /// <summary>Log odds times learnt weight.</summary>
    public float Product(int run, int label) => _cells[(run * 2 * _lanes) + _lanes + label];

    public void Set(int run, int label, float odds, float product)
    {
        _cells[(run * 2 * _lanes) + label] = odds;
        _cells[(run * 2 * _lanes) + _lanes + label] = product;
    }

    /// <summary>Adds what a block of a text says to the score of each class.</summary>
    /// <param name="counter">Has read the block.</param>
    /// <param name="block">Which block it is.</param>
    /// <param name="sums">Working memory of <see cref="RoomForSums"/>.</param>
    /// <param name="scores">One for each class.</param>
    public void Add(GramCounter counter, Block block, float[] sums, float[] scores)
    {
        Array.Clear(sums);
        var offset = OffsetOf(block);
        var width = Vector<float>.Count;
        foreach (var number in counter.Numbers)
        {
            var weight = new Vector<float>(counter.WeightOf(number));
            var at = (offset + number) * 2 * _lanes;
            for (var lane = 0; lane < _lanes; lane += width)
            {
                var seen = weight * new Vector<float>(_cells, at + lane);
                (new Vector<float>(sums, lane) + (seen * seen)).CopyTo(sums, lane);
                (new Vector<float>(sums, _lanes + lane) + (weight * new Vector<float>(_cells, at + _lanes + lane))).CopyTo(sums, _lanes + lane);
            }
        }

        for (var label = 0; label < Classes; label++)
        {
            scores[label] += sums[_lanes + label] * ScaledRows.Shrink(sums[label], LengthOf(block));
        }
    }

    /// <summary>The squared length of a block as a class sees it.</summary>
    public float SquareOf(GramCounter counter, Block block, int label)
    {
        var square = 0f;
        foreach (var number in counter.Numbers)
        {
            var seen = counter.WeightOf(number) * Odds(OffsetOf(block) + number, label);
            square += seen * seen;
        }

        return square;
    }

    public int OffsetOf(Block block) => block == Block.Body ? 0 : BodyRuns;

    public float LengthOf(Block block) => block == Block.Body ? 1 : HeadLength;

    private static int LanesOf(int classes) => (classes + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
}
