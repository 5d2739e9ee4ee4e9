namespace Fengqiao.Contracts.Insight;

/// <summary>Looks for the matters that many people raise; it does so every hour by itself.</summary>
public interface IHotIssues
{
    /// <summary>Looks now. What people decided about issues stays.</summary>
    Task LookAsync(CancellationToken ct);
}
