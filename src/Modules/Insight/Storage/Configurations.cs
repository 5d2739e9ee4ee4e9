using Fengqiao.Insight.Alone;
using Fengqiao.Insight.Fraud;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fengqiao.Insight.Storage;

internal sealed class ReaderVersionConfiguration : IEntityTypeConfiguration<ReaderVersion>
{
    public void Configure(EntityTypeBuilder<ReaderVersion> builder)
    {
        builder.ToTable("insight_versions");
        builder.HasKey(v => v.Id);
        builder.HasIndex(v => v.Number).IsUnique();
    }
}

internal sealed class ReaderPartConfiguration : IEntityTypeConfiguration<ReaderPart>
{
    public void Configure(EntityTypeBuilder<ReaderPart> builder)
    {
        builder.ToTable("insight_parts");
        builder.HasKey(p => new { p.VersionId, p.Part });
    }
}

internal sealed class ReaderSettingsConfiguration : IEntityTypeConfiguration<ReaderSettings>
{
    public void Configure(EntityTypeBuilder<ReaderSettings> builder)
    {
        builder.ToTable("insight_settings");
        builder.HasKey(s => s.Id);
    }
}

internal sealed class CaseReadingConfiguration : IEntityTypeConfiguration<CaseReading>
{
    public void Configure(EntityTypeBuilder<CaseReading> builder)
    {
        builder.ToTable("insight_readings");
        builder.HasKey(r => r.CaseId);
        builder.HasIndex(r => r.ClosedUtc);
    }
}

internal sealed class AloneSettingsConfiguration : IEntityTypeConfiguration<AloneSettings>
{
    public void Configure(EntityTypeBuilder<AloneSettings> builder)
    {
        builder.ToTable("insight_alone");
        builder.HasKey(s => s.Id);
    }
}

internal sealed class AutoDispatchConfiguration : IEntityTypeConfiguration<AutoDispatch>
{
    public void Configure(EntityTypeBuilder<AutoDispatch> builder)
    {
        builder.ToTable("insight_auto_dispatches");
        builder.HasKey(d => d.CaseId);
        builder.HasIndex(d => d.Number).IsUnique();
        builder.HasIndex(d => new { d.Day, d.Lot });
        builder.HasIndex(d => d.AtUtc);
    }
}

internal sealed class StoredIssueConfiguration : IEntityTypeConfiguration<StoredIssue>
{
    public void Configure(EntityTypeBuilder<StoredIssue> builder)
    {
        builder.ToTable("insight_hot_issues");
        builder.HasKey(i => i.Id);
        builder.HasIndex(i => i.Score);
        builder.Ignore(i => i.Title);
    }
}

internal sealed class IssueCaseConfiguration : IEntityTypeConfiguration<IssueCase>
{
    public void Configure(EntityTypeBuilder<IssueCase> builder)
    {
        builder.ToTable("insight_hot_cases");
        builder.HasKey(m => new { m.IssueId, m.CaseId });
        builder.HasIndex(m => m.CaseId);
    }
}

internal sealed class FraudVersionConfiguration : IEntityTypeConfiguration<FraudVersion>
{
    public void Configure(EntityTypeBuilder<FraudVersion> builder)
    {
        builder.ToTable("insight_fraud_versions");
        builder.HasKey(v => v.Id);
        builder.HasIndex(v => v.Number).IsUnique();
    }
}

internal sealed class FraudPartConfiguration : IEntityTypeConfiguration<FraudPart>
{
    public void Configure(EntityTypeBuilder<FraudPart> builder)
    {
        builder.ToTable("insight_fraud_parts");
        builder.HasKey(p => new { p.VersionId, p.Part });
    }
}

internal sealed class FraudTipConfiguration : IEntityTypeConfiguration<FraudTip>
{
    public void Configure(EntityTypeBuilder<FraudTip> builder)
    {
        builder.ToTable("insight_fraud_tips");
        builder.HasKey(t => t.Id);
        builder.HasIndex(t => t.CaseId).IsUnique();
        builder.HasIndex(t => t.Number).IsUnique();
        builder.HasIndex(t => t.GivenUtc);
    }
}
