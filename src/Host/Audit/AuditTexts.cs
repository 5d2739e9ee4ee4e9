namespace Fengqiao.Host.Audit;

/// <summary>What the audit administrator reads, in AuditTexts.resx and AuditTexts.en.resx.</summary>
internal sealed class AuditTexts;
