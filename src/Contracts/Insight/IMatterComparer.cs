using Fengqiao.Kernel;

namespace Fengqiao.Contracts.Insight;

/// <summary>How much two matters say the same, and why it is thought so.</summary>
/// <param name="Score">0 to about 2; from <see cref="IMatterComparer.SameFrom"/> on a person should look.</param>
/// <param name="Text">Share of the shorter one's character pairs that the other has, 0 to 1.</param>
/// <param name="Title">Character pairs of the titles in both, of those in either, 0 to 1.</param>
/// <param name="Places">What both name of a place, e.g. 翠竹; empty where nothing.</param>
/// <param name="IsElsewhere">Both name a place in the title, and not the same.</param>
public sealed record MatterLikeness(double Score, double Text, double Title, IReadOnlyList<string> Places, bool IsElsewhere)
{
    /// <summary>From this share of the text on two matters are taken for one wherever they came from: it was sent twice.</summary>
    private const double Repeated = 0.9;

    /// <summary>
    /// Whether a person should look, given where the two matters lie. Alike matters come up in every town, told in the same words: apart from one that
    /// was sent twice, two of different towns are one only if both name the same place, and two of different villages are not if each names its own.
    /// </summary>
    /// <param name="one">Where it lies; null where not known.</param>
    /// <param name="other">Where the other lies.</param>
    public bool IsWorthALook(RegionCode? one, RegionCode? other) => Score >= IMatterComparer.SameFrom
        && (Text >= Repeated || (!(IsElsewhere && AreApart(one, other, RegionLevel.Village)) && (Places.Count > 0 || !AreApart(one, other, RegionLevel.Town))));

    private static bool AreApart(RegionCode? one, RegionCode? other, RegionLevel level) => one?.At(level) is { } here && other?.At(level) is { } there && here != there;
}

/// <summary>A matter, read once to be compared with many.</summary>
public interface IReadMatter
{
    MatterLikeness With(string title, string text);
}

/// <summary>Compares matters by their words. Proposes only: whether two are one is for a person to say.</summary>
public interface IMatterComparer
{
    /// <summary>From here on 95 of 100 pairs are the same matter; docs/insight/same-matter.md.</summary>
    const double SameFrom = 0.82;

    IReadMatter Read(string title, string text);
}
