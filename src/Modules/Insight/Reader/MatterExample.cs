using System.Text;

namespace Fengqiao.Insight.Reader;

/// <summary>A matter people have decided about.</summary>
/// <param name="Category">Code of the category it was given.</param>
/// <param name="Unit">Code of the unit that answered for it; null where none did.</param>
/// <param name="Town">Code of the town; empty where unknown.</param>
internal sealed record MatterExample(string Text, string Category, string? Unit, string Town)
{
    private const int Parts = 10;

    /// <summary>
    /// True for every tenth, which no version ever learns from. Decided by the beginning of the text, so that a case stays on its side for
    /// ever and its copies with it.
    /// </summary>
    public bool IsHeldOut
    {
        get
        {
            var hash = 2166136261u;
            foreach (var rune in Text.EnumerateRunes().Where(Rune.IsLetter).Take(12))
            {
                hash = (hash ^ (uint)rune.Value) * 16777619;
            }

            hash ^= hash >> 15;
            return hash % Parts == 0;
        }
    }
}
