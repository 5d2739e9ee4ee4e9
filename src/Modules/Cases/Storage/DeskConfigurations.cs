using Fengqiao.Cases.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fengqiao.Cases.Storage;

internal sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> builder)
    {
        builder.ToTable("saved_views");
        builder.HasKey(v => v.Id);
        builder.HasIndex(v => new { v.AccountId, v.Name }).IsUnique();
    }
}

internal sealed class DeskPulseConfiguration : IEntityTypeConfiguration<DeskPulse>
{
    public void Configure(EntityTypeBuilder<DeskPulse> builder)
    {
        builder.ToTable("desk_pulses");
        builder.HasKey(p => p.Name);
    }
}

internal sealed class CasePresenceConfiguration : IEntityTypeConfiguration<CasePresence>
{
    public void Configure(EntityTypeBuilder<CasePresence> builder)
    {
        builder.ToTable("case_presence");
        builder.HasKey(p => new { p.CaseId, p.Account, p.Node });
    }
}
