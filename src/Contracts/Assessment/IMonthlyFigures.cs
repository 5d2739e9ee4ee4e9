using Fengqiao.Kernel;

namespace Fengqiao.Contracts.Assessment;

/// <summary>For whoever fills a county past its doors: what came in so is counted, and months that were over before are published.</summary>
public interface IMonthlyFigures
{
    /// <summary>Counts everything from the beginning.</summary>
    Task CountAsync(CancellationToken ct);

    /// <summary>Publishes the bulletin of a month that is over.</summary>
    /// <param name="month">A day of it.</param>
    Task<Result<Done>> PublishAsync(DateOnly month, string remarks, CancellationToken ct);
}
