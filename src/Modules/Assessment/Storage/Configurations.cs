using Fengqiao.Assessment.Bulletins;
using Fengqiao.Assessment.Facts;
using Fengqiao.Assessment.Indicators;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fengqiao.Assessment.Storage;

internal sealed class CaseFactConfiguration : IEntityTypeConfiguration<CaseFact>
{
    public void Configure(EntityTypeBuilder<CaseFact> builder)
    {
        builder.ToTable("assessment_facts");
        builder.HasKey(f => f.Id);
        builder.Ignore(f => f.Months);
    }
}

internal sealed class CellConfiguration : IEntityTypeConfiguration<Cell>
{
    public void Configure(EntityTypeBuilder<Cell> builder)
    {
        builder.ToTable("assessment_cells");
        builder.HasKey(c => c.Id);
    }
}

internal sealed class IndicatorConfiguration : IEntityTypeConfiguration<Indicator>
{
    public void Configure(EntityTypeBuilder<Indicator> builder)
    {
        builder.ToTable("assessment_indicators");
        builder.HasKey(i => i.Id);
        builder.Ignore(i => i.Share).Ignore(i => i.Goal);
    }
}

internal sealed class BulletinConfiguration : IEntityTypeConfiguration<Bulletin>
{
    public void Configure(EntityTypeBuilder<Bulletin> builder)
    {
        builder.ToTable("assessment_bulletins");
        builder.HasKey(b => b.Id);
        builder.HasIndex(b => b.Month).IsUnique();
    }
}
