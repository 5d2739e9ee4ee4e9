namespace Fengqiao.Cases.Storage;

/// <summary>A pile of work as people speak of it. Each waits for one kind of move.</summary>
internal enum WorkQueue
{
    ToDispatch,
    ReturnsToReview,
    ToSign,
    InHand,
    DueSoon,
    Overdue,
    ToVerify,
    ToCallBack,
    ToClose,
}

/// <summary>What a list of cases is narrowed by; as it stands in the address bar.</summary>
internal sealed record CaseFilter
{
    public string? Q { get; init; }

    public string? State { get; init; }

    /// <summary>A category and all below it.</summary>
    public string? Category { get; init; }

    public string? Channel { get; init; }

    /// <summary>A region and all within it; with a full stop behind it, cases of which no closer place is known.</summary>
    public string? Region { get; init; }

    /// <summary>Code of the lead unit.</summary>
    public string? Unit { get; init; }

    /// <summary>True: closing limit missed; false: not missed.</summary>
    public bool? Overdue { get; init; }

    /// <summary>First day, in the county's calendar, on which the matter was received.</summary>
    public string? From { get; init; }

    /// <summary>Last day, inclusive.</summary>
    public string? To { get; init; }

    public string? Queue { get; init; }
}
