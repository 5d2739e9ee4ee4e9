namespace Fengqiao.Platform.Hosting;

/// <summary>Something that must be in memory before the first request, e.g. the directory of regions.</summary>
public interface IWarmUp
{
    /// <summary>Called once the schema is up to date and before the server listens; also by commands that use directories.</summary>
    Task WarmUpAsync(CancellationToken ct);
}
