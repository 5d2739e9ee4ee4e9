using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Domain;

/// <summary>
/// A word of a dictionary the county keeps itself. Its code stays for good, since timelines name it; a word out of use is offered no more and
/// still read where it stands.
/// </summary>
internal sealed record Word : IVersioned
{
    public const int LongestName = 40;
    public const int LongestCode = 32;

    /// <summary>List and code, joined by a full stop.</summary>
    public required string Id { get; init; }

    object IVersioned.Key => Id;

    /// <summary>Name of a <see cref="Wording.WordList"/>.</summary>
    public required string List { get; init; }

    public required string Code { get; init; }

    public required string NameZh { get; init; }

    public required string NameEn { get; init; }

    /// <summary>Place in the list, the smallest first.</summary>
    public required int Rank { get; init; }

    public required bool IsActive { get; init; }

    public int Version { get; init; } = 1;

    public static string IdOf(string list, string code) => $"{list}.{code}";
}

/// <summary>What a notice says in place of the text it is shipped with.</summary>
internal sealed record NoticeTemplate : IVersioned
{
    public const int LongestText = 120;

    /// <summary>Code of the <see cref="NoticeKind"/>.</summary>
    public required string Kind { get; init; }

    object IVersioned.Key => Kind;

    public required string TextZh { get; init; }

    public required string TextEn { get; init; }

    public int Version { get; init; } = 1;
}
