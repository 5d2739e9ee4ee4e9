using System.Buffers.Binary;
using Fengqiao.Platform.PersonalData;

namespace Fengqiao.Insight.Same;

/// <summary>
/// Makes numbers of the runs of a matter, by the county's own key: from the index nobody reads a word, nor tries words until they fit, so what it
/// holds of an erased person until it is drawn anew tells nothing.
/// </summary>
internal sealed class SketchSeal(PersonVault vault)
{
    private const string Kind = "matter-run";

    /// <summary>In ascending order, each once.</summary>
    public long[] Of(string title, string text) =>
        [.. MatterSketch.Runs(title, text).Select(run => BinaryPrimitives.ReadInt64BigEndian(vault.LookupHash(Kind, run))).Distinct().Order()];
}
