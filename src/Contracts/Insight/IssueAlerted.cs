using Fengqiao.Kernel;

namespace Fengqiao.Contracts.Insight;

/// <summary>So many people raise one matter that somebody has to look. Published once for an issue, by the commit that found it.</summary>
/// <param name="CaseId">Its newest case.</param>
public sealed record IssueAlerted(Guid IssueId, Guid CaseId, DateTime AtUtc) : IOutboxEvent;
