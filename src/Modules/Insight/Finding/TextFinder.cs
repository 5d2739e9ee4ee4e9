using Fengqiao.Contracts.Insight;
using Fengqiao.Contracts.Organization;
using Fengqiao.Insight.Hot;
using Fengqiao.Kernel;

namespace Fengqiao.Insight.Finding;

/// <summary>Asks each kind of finder, and keeps of passages that overlap the one that says more for certain.</summary>
internal sealed class TextFinder(IRegionDirectory regions) : ITextFinder
{
    /// <summary>Shorter names of regions stand inside other words.</summary>
    private const int ShortestName = 3;

    public IReadOnlyList<TextFind> Find(string text, DateOnly received)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = Passage.Folded(text);
        // What is sure goes first: a check digit, a unit of money, a date; then names of the county; then what only looks like a name.
        IEnumerable<TextFind> all =
        [
            .. PersonalNumbers.In(folded), .. Amounts.Sums(folded), .. Whens.In(folded, received), .. Amounts.People(folded), .. Regions(folded), .. Organisations.In(folded), .. PlaceWords.In(folded),
        ];
        var kept = new List<TextFind>();
        var taken = new bool[folded.Length];
        foreach (var find in all)
        {
            if (!taken.AsSpan(find.Start, find.Length).Contains(true))
            {
                kept.Add(find);
                taken.AsSpan(find.Start, find.Length).Fill(true);
            }
        }

        return [.. kept.OrderBy(f => f.Start)];
    }

    public string MaskNumbers(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = Passage.Folded(text);
        var masked = text.ToCharArray();
        foreach (var find in PersonalNumbers.In(folded))
        {
            // As numbers are masked elsewhere: the first three and the last four stay, of short ones the ends.
            var (head, tail) = find.Length >= 11 ? (3, 4) : (2, 1);
            for (var i = find.Start + head; i < find.Start + find.Length - tail; i++)
            {
                masked[i] = masked[i] is ' ' or '-' or '@' ? masked[i] : '*';
            }
        }

        return new string(masked);
    }

    private IEnumerable<TextFind> Regions(string folded) => regions.County is not { } county ? []
        : Below(county.Code, RegionLevel.Village)
            .Where(r => r.Name.Length >= ShortestName)
            .SelectMany(r => Places(folded, r.Name))
            .OrderByDescending(f => f.Length);

    private IEnumerable<RegionInfo> Below(RegionCode code, RegionLevel lowest) =>
        regions.Children(code).SelectMany(r => r.Code.Level < lowest ? Below(r.Code, lowest).Prepend(r) : [r]);

    private static IEnumerable<TextFind> Places(string folded, string name)
    {
        for (var at = folded.IndexOf(name, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(name, at + name.Length, StringComparison.Ordinal))
        {
            yield return new TextFind(FindKind.Place, at, name.Length, name);
        }
    }
}
