using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fengqiao.Insight.Storage;

internal sealed class StoredSketchConfiguration : IEntityTypeConfiguration<StoredSketch>
{
    public void Configure(EntityTypeBuilder<StoredSketch> builder)
    {
        builder.ToTable("insight_sketches");
        builder.HasKey(s => s.CaseId);
        builder.HasIndex(s => s.Sequence).IsUnique();
    }
}

internal sealed class SketchRunConfiguration : IEntityTypeConfiguration<SketchRun>
{
    public void Configure(EntityTypeBuilder<SketchRun> builder)
    {
        builder.ToTable("insight_runs");
        builder.HasKey(r => new { r.Run, r.Sequence });
    }
}

internal sealed class IndexMarkConfiguration : IEntityTypeConfiguration<IndexMark>
{
    public void Configure(EntityTypeBuilder<IndexMark> builder)
    {
        builder.ToTable("insight_index_marks");
        builder.HasKey(m => m.Name);
    }
}

internal sealed class SamePairConfiguration : IEntityTypeConfiguration<SamePair>
{
    public void Configure(EntityTypeBuilder<SamePair> builder)
    {
        builder.ToTable("insight_same_pairs");
        builder.HasKey(p => p.Id);
        builder.HasIndex(p => p.NewerId);
        builder.HasIndex(p => p.OlderId);
        builder.HasIndex(p => new { p.State, p.FoundUtc });
    }
}
