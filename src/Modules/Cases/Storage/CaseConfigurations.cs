using Fengqiao.Cases.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fengqiao.Cases.Storage;

internal sealed class CaseConfiguration : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> builder)
    {
        builder.ToTable("cases");
        builder.HasKey(c => c.Id);
        builder.Ignore(c => c.Standstills);
        builder.HasIndex(c => c.Number).IsUnique();
        builder.HasIndex(c => c.Sequence).IsUnique();
        builder.HasIndex(c => new { c.ExternalSource, c.ExternalId }).IsUnique();
    }
}

internal sealed class CaseUnitConfiguration : IEntityTypeConfiguration<CaseUnit>
{
    public void Configure(EntityTypeBuilder<CaseUnit> builder)
    {
        builder.ToTable("case_units");
        builder.HasKey(u => new { u.CaseId, u.UnitId });
    }
}

internal sealed class CaseParticularsConfiguration : IEntityTypeConfiguration<CaseParticulars>
{
    public void Configure(EntityTypeBuilder<CaseParticulars> builder)
    {
        builder.ToTable("case_particulars");
        builder.HasKey(p => p.CaseId);
    }
}

internal sealed class NamedReaderConfiguration : IEntityTypeConfiguration<NamedReader>
{
    public void Configure(EntityTypeBuilder<NamedReader> builder)
    {
        builder.ToTable("case_readers");
        builder.HasKey(r => new { r.CaseId, r.Account });
    }
}

internal sealed class TimelineEntryConfiguration : IEntityTypeConfiguration<TimelineEntry>
{
    public void Configure(EntityTypeBuilder<TimelineEntry> builder)
    {
        builder.ToTable("case_timeline");
        builder.HasKey(e => e.Id);
    }
}

internal sealed class CasePersonConfiguration : IEntityTypeConfiguration<CasePerson>
{
    public void Configure(EntityTypeBuilder<CasePerson> builder)
    {
        builder.ToTable("case_people");
        builder.HasKey(p => p.Id);
    }
}

internal sealed class ErasureConfiguration : IEntityTypeConfiguration<Erasure>
{
    public void Configure(EntityTypeBuilder<Erasure> builder)
    {
        builder.ToTable("erasures");
        builder.HasKey(e => e.Id);
    }
}

internal sealed class CaseAttachmentConfiguration : IEntityTypeConfiguration<CaseAttachment>
{
    public void Configure(EntityTypeBuilder<CaseAttachment> builder)
    {
        builder.ToTable("case_attachments");
        builder.HasKey(a => a.Id);
    }
}

internal sealed class NoticeConfiguration : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable("case_notices");
        builder.HasKey(n => n.Id);
    }
}

internal sealed class CaseSupporterConfiguration : IEntityTypeConfiguration<CaseSupporter>
{
    public void Configure(EntityTypeBuilder<CaseSupporter> builder)
    {
        builder.ToTable("case_supporters");
        builder.HasKey(s => s.Id);
    }
}

internal sealed class CategoryConfiguration : IEntityTypeConfiguration<Category>
{
    public void Configure(EntityTypeBuilder<Category> builder)
    {
        builder.ToTable("categories");
        builder.HasKey(c => c.Code);
        builder.Ignore(c => c.ParentCode);
    }
}

internal sealed class DispatchRuleConfiguration : IEntityTypeConfiguration<DispatchRule>
{
    public void Configure(EntityTypeBuilder<DispatchRule> builder)
    {
        builder.ToTable("dispatch_rules");
        builder.HasKey(r => r.Code);
    }
}

internal sealed class StatuteLimitConfiguration : IEntityTypeConfiguration<StatuteLimit>
{
    public void Configure(EntityTypeBuilder<StatuteLimit> builder)
    {
        builder.ToTable("statute_limits");
        builder.HasKey(l => l.Code);
        builder.Ignore(l => l.Spec).Ignore(l => l.Extension).Ignore(l => l.Governs);
    }
}

internal sealed class RecountMarkConfiguration : IEntityTypeConfiguration<RecountMark>
{
    public void Configure(EntityTypeBuilder<RecountMark> builder)
    {
        builder.ToTable("case_recounts");
        builder.HasKey(m => m.Name);
    }
}

internal sealed class LimitRuleConfiguration : IEntityTypeConfiguration<LimitRule>
{
    public void Configure(EntityTypeBuilder<LimitRule> builder)
    {
        builder.ToTable("limit_rules");
        builder.HasKey(r => r.Code);
        builder.Ignore(r => r.Spec).Ignore(r => r.Extension);
    }
}
