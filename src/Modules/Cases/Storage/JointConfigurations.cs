using Fengqiao.Cases.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fengqiao.Cases.Storage;

internal sealed class AssistTaskConfiguration : IEntityTypeConfiguration<AssistTask>
{
    public void Configure(EntityTypeBuilder<AssistTask> builder)
    {
        builder.ToTable("assist_tasks");
        builder.HasKey(t => t.Id);
        builder.HasIndex(t => new { t.CaseId, t.AskedUtc });
        builder.HasIndex(t => new { t.UnitId, t.DueUtc });
        builder.Ignore(t => t.IsOpen).Ignore(t => t.WasInTime);
    }
}
