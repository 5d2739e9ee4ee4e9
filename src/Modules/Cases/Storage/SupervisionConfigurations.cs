using Fengqiao.Cases.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fengqiao.Cases.Storage;

internal sealed class SupervisionConfiguration : IEntityTypeConfiguration<Supervision>
{
    public void Configure(EntityTypeBuilder<Supervision> builder)
    {
        builder.ToTable("supervisions");
        builder.HasKey(s => s.Id);
        builder.HasIndex(s => new { s.CaseId, s.Rung, s.Occurrence }).IsUnique();
        builder.HasIndex(s => new { s.LetterYear, s.LetterNumber }).IsUnique();
        builder.Ignore(s => s.IsOpen).Ignore(s => s.WaitsForAnswer);
    }
}

internal sealed class SupervisionRuleConfiguration : IEntityTypeConfiguration<SupervisionRule>
{
    public void Configure(EntityTypeBuilder<SupervisionRule> builder)
    {
        builder.ToTable("supervision_rules");
        builder.HasKey(r => r.Code);
        builder.Ignore(r => r.Stem).Ignore(r => r.CountsTime).Ignore(r => r.CountsTimes);
    }
}
