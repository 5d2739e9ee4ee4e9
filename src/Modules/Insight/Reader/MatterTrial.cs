using Fengqiao.Contracts.Insight;
using Fengqiao.Insight.Learning;
using Fengqiao.Insight.Measuring;

namespace Fengqiao.Insight.Reader;

/// <summary>How a model did on the cases that no version learns from.</summary>
/// <param name="Categories">Of leaves.</param>
/// <param name="UnitAccuracy">Null where no unit was learnt or none was known.</param>
internal sealed record TrialFigures(ReadingFigures Categories, double? UnitAccuracy);

internal static class MatterTrial
{
    public static TrialFigures Of(MatterModel model, IReadOnlyList<MatterExample> heldOut)
    {
        var session = model.Open();
        List<IReadOnlyList<Answer>> answers = [.. heldOut.Select(e => (IReadOnlyList<Answer>)[.. session.Categories(e.Text, withWords: false).Select(a => new Answer(a.Code, a.Confidence))])];
        var units = heldOut.Where(e => e.Unit is not null).Select(e => (e.Unit, Read: session.Unit(e.Text, e.Town, withWords: false)?.Code)).Where(u => u.Read is not null).ToList();
        return new TrialFigures(Measure.Of(answers, [.. heldOut.Select(e => e.Category)]), units.Count == 0 ? null : units.Average(u => u.Unit == u.Read ? 1.0 : 0));
    }
}
