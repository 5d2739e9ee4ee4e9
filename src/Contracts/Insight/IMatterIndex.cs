namespace Fengqiao.Contracts.Insight;

/// <summary>What is known of two matters that say the same.</summary>
public enum PairState
{
    /// <summary>Found by their words; nobody has looked yet.</summary>
    Open,

    /// <summary>并案: the newer one goes on as part of the older.</summary>
    Joined,

    /// <summary>同一事项: a person says they are one, and both go on.</summary>
    Linked,

    /// <summary>不是同一事项, said by a person; not proposed again.</summary>
    Apart,

    /// <summary>The newer one ended before anybody had looked.</summary>
    Over,
}

/// <param name="CaseId">The other one.</param>
public sealed record PairedMatter(Guid CaseId, PairState State);

/// <summary>
/// Finds cases that may be of the same matter, in the whole county and of any age. It gives ids and knows no access filter: who shows a case asks
/// whether the reader may see it, and whether the two are one is for <see cref="IMatterComparer"/> and then for a person to say.
/// </summary>
public interface IMatterIndex
{
    /// <summary>The most that are given.</summary>
    const int Most = 60;

    /// <summary>Likeliest first. A case that was taken in a moment ago may be missing.</summary>
    Task<IReadOnlyList<Guid>> FindAsync(string title, string text, CancellationToken ct);

    /// <summary>Cases that were found to say the same as one.</summary>
    Task<IReadOnlyList<PairedMatter>> PairedAsync(Guid caseId, CancellationToken ct);
}
