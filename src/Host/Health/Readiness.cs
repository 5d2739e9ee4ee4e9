namespace Fengqiao.Host.Health;

/// <summary>How far the server has come in starting.</summary>
internal sealed class Readiness
{
    /// <summary>True once the schema is current and everything requests need is in memory.</summary>
    public bool IsWarm { get; set; }
}
