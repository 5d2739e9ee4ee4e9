using Fengqiao.Platform.Search;

namespace Fengqiao.Cases.Features.SearchCases;

/// <summary>Why a case stands among what was found.</summary>
public enum FoundBy
{
    Number,
    Phone,
    Text,
}

/// <summary>A case that was found, with the words marked.</summary>
internal sealed record FoundCase(CaseRow Case, FoundBy By, IReadOnlyList<MarkedPiece> Title, IReadOnlyList<MarkedPiece> Snippet);

/// <summary>A place or a unit whose name holds the words; its address opens the cases.</summary>
public sealed record FoundName(string Name, string Note, string Href);

/// <summary>What one search box found.</summary>
/// <param name="More">Address of the list of all that the words find; null when everything is shown.</param>
/// <param name="TooShort">The words were too short to look for in texts.</param>
internal sealed record SearchResult(IReadOnlyList<FoundCase> Cases, IReadOnlyList<FoundName> Places, IReadOnlyList<FoundName> Units, string? More, bool TooShort, bool AskedForPhone);
