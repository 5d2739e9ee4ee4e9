using Fengqiao.Cases.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fengqiao.Cases.Storage;

internal sealed class CallBackTaskConfiguration : IEntityTypeConfiguration<CallBackTask>
{
    public void Configure(EntityTypeBuilder<CallBackTask> builder)
    {
        builder.ToTable("call_back_tasks");
        builder.HasKey(t => t.Id);
        builder.HasIndex(t => new { t.CaseId, t.Round }).IsUnique();
        builder.HasIndex(t => t.LinkHash).IsUnique();
        builder.Ignore(t => t.IsOpen).Ignore(t => t.IsExclusionAsked);
    }
}

internal sealed class CallBackTryConfiguration : IEntityTypeConfiguration<CallBackTry>
{
    public void Configure(EntityTypeBuilder<CallBackTry> builder)
    {
        builder.ToTable("call_back_tries");
        builder.HasKey(t => t.Id);
        builder.HasIndex(t => t.TaskId);
    }
}

internal sealed class CallBackRuleConfiguration : IEntityTypeConfiguration<CallBackRule>
{
    public void Configure(EntityTypeBuilder<CallBackRule> builder)
    {
        builder.ToTable("call_back_rules");
        builder.HasKey(r => r.Code);
    }
}
