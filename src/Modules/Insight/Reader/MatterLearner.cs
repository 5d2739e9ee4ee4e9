using Fengqiao.Insight.Learning;
using Fengqiao.Kernel;

namespace Fengqiao.Insight.Reader;

/// <summary>Learns a <see cref="MatterModel"/>: a reader for the first level, one for the leaves of each, one for units.</summary>
internal static class MatterLearner
{
    /// <summary>Units with fewer cases are not proposed: chance would decide.</summary>
    private const int LeastOfUnit = 5;

    public static Result<MatterModel> Learn(IReadOnlyList<MatterExample> examples, IProgress<double>? progress, CancellationToken ct)
    {
        if (examples.Count == 0)
        {
            return InsightErrors.TooFewCases(0);
        }

        var groups = examples.GroupBy(e => MatterModel.FirstOf(e.Category), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        TextClassifier? first = null;
        if (groups.Count > 1)
        {
            var learnt = TextLearner.Train([.. examples.Select(e => new Example(e.Text, MatterModel.FirstOf(e.Category)))], null, ct);
            if (learnt.Failed(out var error))
            {
                return error;
            }

            first = learnt.Value;
        }

        progress?.Report(0.4);
        var (leaves, onlyLeaf) = (new Dictionary<string, TextClassifier>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var group in groups)
        {
            // A group whose texts say nothing is proposed by its first level alone.
            if (TextLearner.Train([.. group.Select(e => new Example(e.Text, e.Category))], null, ct) is { IsSuccess: true } learnt)
            {
                leaves[group.Key] = learnt.Value;
            }
            else
            {
                onlyLeaf[group.Key] = group.Select(e => e.Category).Distinct(StringComparer.Ordinal).Count() == 1 ? group.First().Category : group.Key;
            }
        }

        progress?.Report(0.7);
        var unit = TextLearner.Train([.. UnitsOf(examples)], null, ct);
        progress?.Report(1);
        return new MatterModel(first, groups.Count == 1 ? groups[0].Key : null, leaves, onlyLeaf, unit.IsSuccess ? unit.Value : null);
    }

    private static IEnumerable<Example> UnitsOf(IReadOnlyList<MatterExample> examples) => examples
        .Where(e => e.Unit is not null)
        .GroupBy(e => e.Unit!, StringComparer.Ordinal)
        .Where(g => g.Count() >= LeastOfUnit)
        .SelectMany(g => g.Select(e => new Example(e.Text, g.Key, e.Town)));
}
