namespace Fengqiao.Cases.Domain;

/// <summary>A way of looking at the list of cases that one person has given a name.</summary>
internal sealed class SavedView
{
    public const int LongestName = 40;

    /// <summary>More than a row of names can show is no help any more.</summary>
    public const int Most = 30;

    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>Unique for its owner: saving under the same name overwrites.</summary>
    public required string Name { get; init; }

    /// <summary>The list's query without question mark and page, in the order of <c>ListQuery.Names</c>.</summary>
    public required string Query { get; set; }

    /// <summary>Opened where the list is asked for without a query. At most one of an account.</summary>
    public bool IsDefault { get; set; }

    public required DateTime CreatedUtc { get; init; }
}

/// <summary>Changes whenever something happens to a case, so that every node can tell its open desks to count anew.</summary>
internal sealed class DeskPulse
{
    public const string Cases = "cases";

    public required string Name { get; init; }

    public required Guid Revision { get; set; }
}

/// <summary>A member of staff has a case open, on some node.</summary>
internal sealed class CasePresence
{
    public required Guid CaseId { get; init; }

    public required string Account { get; init; }

    public required Guid Node { get; init; }

    /// <summary>Not believed any longer after this: the node may have died.</summary>
    public required DateTime UntilUtc { get; set; }
}
