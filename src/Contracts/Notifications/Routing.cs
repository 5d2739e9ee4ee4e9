namespace Fengqiao.Contracts.Notifications;

/// <summary>Who can be told of a step, by the code it is stored under.</summary>
public static class Parties
{
    public const string LeadUnit = "lead-unit";
    public const string AssistingUnits = "assisting-units";

    /// <summary>The units a comment names.</summary>
    public const string NamedUnits = "named-units";

    /// <summary>The desk that has to decide: whose people dispatch there.</summary>
    public const string Desk = "desk";

    /// <summary>The citizen who reported the matter.</summary>
    public const string Reporter = "reporter";

    public static IReadOnlyList<string> All { get; } = [LeadUnit, AssistingUnits, NamedUnits, Desk, Reporter];
}

/// <summary>What is asked before a unit finds a notice in its tray: the county may have switched it off.</summary>
public interface INoticeRouting
{
    /// <param name="party">One of <see cref="Parties"/>.</param>
    /// <param name="step">Code of a move, or <c>comment</c>.</param>
    Task<bool> ShowsInAppAsync(string party, string step, CancellationToken ct);
}

/// <summary>Whether a reporter wants text messages about a matter; asked and changed with the tracking code in hand.</summary>
public interface IReporterNews
{
    /// <summary>False while the county sends none: then nobody is asked.</summary>
    Task<bool> IsOfferedAsync(CancellationToken ct);

    Task<bool> IsWantedAsync(Guid caseId, CancellationToken ct);

    Task<Kernel.Result<Kernel.Done>> SetAsync(Guid caseId, string number, bool wanted, CancellationToken ct);
}
