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

internal sealed class WhistleConfiguration : IEntityTypeConfiguration<Whistle>
{
    public void Configure(EntityTypeBuilder<Whistle> builder)
    {
        builder.ToTable("whistles");
        builder.HasKey(w => w.Id);
        builder.HasIndex(w => new { w.CaseId, w.CalledUtc });
        builder.HasIndex(w => new { w.UnitId, w.CalledUtc });
    }
}

internal sealed class WhistleCallConfiguration : IEntityTypeConfiguration<WhistleCall>
{
    public void Configure(EntityTypeBuilder<WhistleCall> builder)
    {
        builder.ToTable("whistle_calls");
        builder.HasKey(c => c.Id);
        builder.HasIndex(c => new { c.WhistleId, c.UnitId }).IsUnique();
        builder.HasIndex(c => new { c.CaseId, c.UnitId });
        builder.HasIndex(c => new { c.UnitId, c.ArriveByUtc });
        builder.Ignore(c => c.IsOver).Ignore(c => c.WasInTime).Ignore(c => c.CanScoreCall);
    }
}

internal sealed class WhistleLimitConfiguration : IEntityTypeConfiguration<WhistleLimit>
{
    public void Configure(EntityTypeBuilder<WhistleLimit> builder)
    {
        builder.ToTable("whistle_limits");
        builder.HasKey(l => l.Code);
    }
}

internal sealed class ReceptionTimeConfiguration : IEntityTypeConfiguration<ReceptionTime>
{
    public void Configure(EntityTypeBuilder<ReceptionTime> builder)
    {
        builder.ToTable("reception_times");
        builder.HasKey(t => t.Id);
        builder.HasIndex(t => t.ToUtc);
    }
}

internal sealed class ReceptionRecordConfiguration : IEntityTypeConfiguration<ReceptionRecord>
{
    public void Configure(EntityTypeBuilder<ReceptionRecord> builder)
    {
        builder.ToTable("reception_records");
        builder.HasKey(r => r.Id);
        builder.HasIndex(r => new { r.ReceptionId, r.CaseId }).IsUnique();
        builder.HasIndex(r => r.CaseId);
    }
}

internal sealed class CaseSponsorConfiguration : IEntityTypeConfiguration<CaseSponsor>
{
    public void Configure(EntityTypeBuilder<CaseSponsor> builder)
    {
        builder.ToTable("case_sponsors");
        builder.HasKey(s => s.Id);
        builder.HasIndex(s => new { s.CaseId, s.SinceUtc });
        builder.HasIndex(s => new { s.Account, s.UntilUtc });
    }
}

internal sealed class JointSessionConfiguration : IEntityTypeConfiguration<JointSession>
{
    public void Configure(EntityTypeBuilder<JointSession> builder)
    {
        builder.ToTable("joint_sessions");
        builder.HasKey(s => s.Id);
        builder.HasIndex(s => new { s.CaseId, s.StartUtc });
        builder.Ignore(s => s.IsSigned);
    }
}

internal sealed class SessionUnitConfiguration : IEntityTypeConfiguration<SessionUnit>
{
    public void Configure(EntityTypeBuilder<SessionUnit> builder)
    {
        builder.ToTable("session_units");
        builder.HasKey(u => new { u.SessionId, u.UnitId });
        builder.HasIndex(u => u.CaseId);
    }
}
