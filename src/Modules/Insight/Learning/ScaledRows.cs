using Fengqiao.Insight.Reading;

namespace Fengqiao.Insight.Learning;

/// <summary>
/// Texts as one class sees them: each run times its log odds, the body of length 1 and the head of its own, so that a
/// long description does not drown the title.
/// </summary>
internal static class ScaledRows
{
    public static TextRows Of(TextRows rows, float[] odds, float headLength)
    {
        var weights = new float[rows.Weights.Length];
        for (var row = 0; row < rows.Count; row++)
        {
            var (from, to) = (rows.Starts[row], rows.Starts[row + 1]);
            var (body, head) = (0f, 0f);
            for (var at = from; at < to; at++)
            {
                var scaled = rows.Weights[at] * odds[rows.Numbers[at]];
                weights[at] = scaled;
                if (rows.Numbers[at] < rows.BodyWidth)
                {
                    body += scaled * scaled;
                }
                else
                {
                    head += scaled * scaled;
                }
            }

            var (ofBody, ofHead) = (Shrink(body, 1), Shrink(head, headLength));
            for (var at = from; at < to; at++)
            {
                weights[at] *= rows.Numbers[at] < rows.BodyWidth ? ofBody : ofHead;
            }
        }

        return rows with { Weights = weights };
    }

    /// <summary>The factor that gives a vector of this squared length the length wanted; a vector of nothing stays nothing.</summary>
    public static float Shrink(float squared, float wanted) => squared > 0 ? wanted / MathF.Sqrt(squared) : 0;
}
