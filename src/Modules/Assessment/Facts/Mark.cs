using Fengqiao.Contracts.Cases;
using Fengqiao.Kernel;

namespace Fengqiao.Assessment.Facts;

/// <summary>
/// What a case counts as. Everything that is shown is a sum of these: each case has a mark or has it not. Their numbers are stored, so new ones come last.
/// </summary>
internal enum Mark
{
    // Counted in the month in which the case was accepted.
    Accepted,
    AcceptedClosed,
    Dispatched,

    /// <summary>Dispatched, and the first unit kept it.</summary>
    RightFirst,
    Returned,

    /// <summary>Signed, or ended without.</summary>
    SignJudged,
    SignedInTime,

    /// <summary>The reporter was contacted, or the case ended without.</summary>
    ContactJudged,
    ContactedInTime,

    /// <summary>Found by a grid worker's round before anybody complained.</summary>
    FoundByPatrol,
    Hotline,

    /// <summary>Left out: the same matter as another case. Likewise refused, withdrawn, suspended.</summary>
    ExcludedMerged,
    ExcludedRefused,
    ExcludedWithdrawn,
    ExcludedSuspended,

    // Counted in the month in which the case was closed.
    Closed,
    ClosedWithLimit,
    ClosedInTime,

    /// <summary>The reporter was asked and said something.</summary>
    CalledBack,
    Solved,
    PartlySolved,
    Unsolved,
    Rated,
    Satisfied,
    MostlySatisfied,
    SoSo,
    Dissatisfied,
    ClosedByVillage,
    ClosedByTown,
    ClosedByCounty,
    Reopened,

    /// <summary>Other units were asked to assist.</summary>
    Assisted,

    /// <summary>… and each of them replied within its time.</summary>
    AssistedInTime,
}

/// <summary>Reads the marks of a case from its facts.</summary>
internal static class Marks
{
    public const int Count = (int)Mark.AssistedInTime + 1;

    public static IReadOnlyList<Mark> All { get; } = Enum.GetValues<Mark>();

    /// <summary>Whether the month of closing counts, not that of acceptance.</summary>
    public static bool IsOfClosing(this Mark mark) => mark >= Mark.Closed;

    public static bool IsExclusion(this Mark mark) => mark is Mark.ExcludedMerged or Mark.ExcludedRefused or Mark.ExcludedWithdrawn or Mark.ExcludedSuspended;

    /// <summary>As formulas and addresses name it: <c>closedInTime</c>.</summary>
    public static string NameOf(Mark mark) => char.ToLowerInvariant(mark.ToString()[0]) + mark.ToString()[1..];

    public static Mark? Find(string? name) => All.Where(m => NameOf(m) == name).Select(m => (Mark?)m).FirstOrDefault();

    public static bool Has(long marks, Mark mark) => (marks & (1L << (int)mark)) != 0;

    public static long Of(CaseFacts facts) => List(facts).Aggregate(0L, (all, mark) => all | (1L << (int)mark));

    private static IEnumerable<Mark> List(CaseFacts f)
    {
        if (Exclusion(f) is { } left)
        {
            return [left];
        }

        var isClosed = f.End == "closed";
        return [Mark.Accepted, .. OfAcceptance(f, isClosed), .. isClosed ? OfClosing(f) : []];
    }

    /// <summary>剔除: what nobody could have handled better. Each with its reason, and each counted.</summary>
    private static Mark? Exclusion(CaseFacts f) => f.End switch
    {
        "merged" => Mark.ExcludedMerged,
        "refused" => Mark.ExcludedRefused,
        "withdrawn" => Mark.ExcludedWithdrawn,
        _ => f.IsSuspended ? Mark.ExcludedSuspended : null,
    };

    private static IEnumerable<Mark> OfAcceptance(CaseFacts f, bool isClosed)
    {
        (bool Holds, Mark Mark)[] marks =
        [
            (isClosed, Mark.AcceptedClosed),
            (f.WasDispatched, Mark.Dispatched),
            (f.WasDispatched && f.TimesReturned == 0, Mark.RightFirst),
            (f.TimesReturned > 0, Mark.Returned),
            (f.SignDueUtc is not null && (f.SignedUtc is not null || isClosed), Mark.SignJudged),
            (f.SignedUtc <= f.SignDueUtc, Mark.SignedInTime),
            (f.ContactDueUtc is not null && (f.ContactedUtc is not null || isClosed), Mark.ContactJudged),
            (f.ContactedUtc <= f.ContactDueUtc, Mark.ContactedInTime),
            (f.Channel == "grid-worker", Mark.FoundByPatrol),
            (f.Channel == "hotline", Mark.Hotline),
        ];
        return marks.Where(m => m.Holds).Select(m => m.Mark);
    }

    private static IEnumerable<Mark> OfClosing(CaseFacts f)
    {
        (bool Holds, Mark Mark)[] marks =
        [
            (true, Mark.Closed),
            (f.DueUtc is not null, Mark.ClosedWithLimit),
            (f.StoppedUtc <= f.DueUtc, Mark.ClosedInTime),
            (f.Resolution is not null, Mark.CalledBack),
            (f.Resolution == "solved", Mark.Solved),
            (f.Resolution == "partly", Mark.PartlySolved),
            (f.Resolution == "unsolved", Mark.Unsolved),
            (f.Satisfaction is not null, Mark.Rated),
            (f.Satisfaction == "satisfied", Mark.Satisfied),
            (f.Satisfaction == "mostly", Mark.MostlySatisfied),
            (f.Satisfaction == "so-so", Mark.SoSo),
            (f.Satisfaction == "dissatisfied", Mark.Dissatisfied),
            (f.Level >= RegionLevel.Village, Mark.ClosedByVillage),
            (f.Level == RegionLevel.Town, Mark.ClosedByTown),
            (f.Level <= RegionLevel.County, Mark.ClosedByCounty),
            (f.TimesReopened > 0, Mark.Reopened),
            (f.AssistedInTime is not null, Mark.Assisted),
            (f.AssistedInTime is true, Mark.AssistedInTime),
        ];
        return marks.Where(m => m.Holds).Select(m => m.Mark);
    }
}
