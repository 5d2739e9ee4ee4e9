namespace Fengqiao.Cases.Features.CitizenData;

/// <summary>What the platform holds of a reporter and their matter, why, for how long, and who looked.</summary>
/// <param name="Person">Null where the matter was reported anonymously.</param>
/// <param name="Looks">When somebody had the name or number shown whole, and the reason they gave.</param>
public sealed record OwnData(
    string Number,
    OwnPerson? Person,
    OwnMatter Matter,
    OwnHandling Handling,
    OwnKeeping Keeping,
    IReadOnlyList<OwnLook> Looks)
{
    public bool IsErased => Person is { IsErased: true };
}

public sealed record OwnPerson(string? Name, string? Phone, bool IsErased);

public sealed record OwnMatter(
    DateTime ReceivedAt, string Title, string Description, string Place, string? Address, double? Longitude, double? Latitude, string Wish, string? NoticeVersion,
    IReadOnlyList<string> Files, IReadOnlyList<OwnStep> Steps);

public sealed record OwnStep(DateTime At, string Move, string? Unit, string Text);

/// <summary>How the matter came to where it is: what was decided by which rule. Nothing is decided by a computer alone.</summary>
/// <param name="Basis">Legal basis of the closing limit; null before a limit runs.</param>
public sealed record OwnHandling(string? Category, string? Unit, DateTime? DispatchedAt, DateTime? DueAt, string? Basis);

/// <param name="Until">Until when the name and number are kept; null while the matter is open.</param>
/// <param name="CanErase">The matter is over: the data may be erased now.</param>
public sealed record OwnKeeping(int Days, string Basis, DateTime? Until, bool CanErase, DateTime? ErasedAt);

public sealed record OwnLook(DateTime At, string Reason);
