namespace Fengqiao.Insight.Hot;

/// <summary>
/// How hot an issue is, from what can be counted. Every person who wrote counts one. Votes count too, but less the more there are: twenty make about
/// three people, two thousand about eighteen, so that a single message with a crowd behind it is seen and cannot bury an estate where fifty
/// households wrote. What grows, and what does not go away, is a little hotter.
/// </summary>
/// <param name="People">Different people who wrote.</param>
/// <param name="Votes">Votes for less votes against, never below 0.</param>
/// <param name="Growth">How many more people first wrote in the later half of its time than in the earlier, as a share of all; 0 to 1.</param>
/// <param name="Days">From the first message to the last.</param>
/// <param name="Score">What issues are ranked by.</param>
internal readonly record struct Heat(int People, int Votes, double Growth, double Days, double Score)
{
    private const double VoteWeight = 4;
    private const double VoteScale = 20;
    private const double GrowthWeight = 0.2;
    private const double LastingWeight = 0.1;

    /// <summary>From so many days on an issue counts as lasting in full.</summary>
    private const double LastingDays = 90;

    /// <summary>Fewer people say nothing about growth.</summary>
    private const int LeastToGrow = 4;

    public static Heat Of(IReadOnlyCollection<HotText> members)
    {
        var first = members.GroupBy(m => m.Person, StringComparer.Ordinal).Select(g => g.Min(m => m.At)).Order().ToList();
        var (from, to) = (members.Min(m => m.At), members.Max(m => m.At));
        var middle = from + ((to - from) / 2);
        var late = first.Count(at => at > middle);
        var growth = first.Count < LeastToGrow ? 0 : Math.Max(0, (2.0 * late) - first.Count) / first.Count;
        var votes = (int)Math.Clamp(members.Sum(m => (long)m.For - m.Against), 0, int.MaxValue);
        var days = (to - from).TotalDays;
        var crowd = first.Count + (VoteWeight * Math.Log(1 + (votes / VoteScale)));
        var lasting = first.Count < 2 ? 0 : Math.Min(1, days / LastingDays);
        return new Heat(first.Count, votes, growth, days, crowd * (1 + (GrowthWeight * growth) + (LastingWeight * lasting)));
    }
}
