using Fengqiao.Organization.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fengqiao.Organization.Storage;

internal sealed class RegionConfiguration : IEntityTypeConfiguration<Region>
{
    public void Configure(EntityTypeBuilder<Region> builder)
    {
        builder.ToTable("regions");
        builder.HasKey(r => r.Code);
        builder.HasIndex(r => r.Parent).HasDatabaseName("ix_regions_parent");
        builder.HasOne<Region>().WithMany().HasForeignKey(r => r.Parent);
    }
}

internal sealed class RegionPredecessorConfiguration : IEntityTypeConfiguration<RegionPredecessor>
{
    public void Configure(EntityTypeBuilder<RegionPredecessor> builder)
    {
        builder.ToTable("region_predecessors");
        builder.HasKey(p => new { p.Code, p.Predecessor });
        builder.HasIndex(p => p.Predecessor).HasDatabaseName("ix_region_predecessors_predecessor");
        builder.HasOne<Region>().WithMany().HasForeignKey(p => p.Code);
    }
}

internal sealed class UnitConfiguration : IEntityTypeConfiguration<Unit>
{
    public void Configure(EntityTypeBuilder<Unit> builder)
    {
        builder.ToTable("units");
        builder.HasIndex(u => u.Code).IsUnique().HasDatabaseName("ux_units_code");
        builder.HasIndex(u => u.Region).HasDatabaseName("ix_units_region");
        builder.HasOne<Region>().WithMany().HasForeignKey(u => u.Region);
    }
}

internal sealed class StaffMemberConfiguration : IEntityTypeConfiguration<StaffMember>
{
    public void Configure(EntityTypeBuilder<StaffMember> builder)
    {
        builder.ToTable("staff");
        builder.HasIndex(s => s.Code).IsUnique().HasDatabaseName("ux_staff_code");
    }
}

internal sealed class RoleConfiguration : IEntityTypeConfiguration<Role>
{
    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.ToTable("roles");
        builder.HasKey(r => r.Code);
        builder.Property(r => r.Administrator).HasConversion<string>();
    }
}

internal sealed class StaffPostConfiguration : IEntityTypeConfiguration<StaffPost>
{
    public void Configure(EntityTypeBuilder<StaffPost> builder)
    {
        builder.ToTable("posts");
        builder.HasIndex(p => new { p.StaffId, p.UnitId, p.Role, p.Region }).IsUnique().HasDatabaseName("ux_posts_staff");
        builder.HasIndex(p => p.UnitId).HasDatabaseName("ix_posts_unit_id");
        builder.HasIndex(p => p.Region).HasDatabaseName("ix_posts_region");
        builder.HasIndex(p => p.Role).HasDatabaseName("ix_posts_role");
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(p => p.StaffId);
        builder.HasOne<Unit>().WithMany().HasForeignKey(p => p.UnitId);
        builder.HasOne<Role>().WithMany().HasForeignKey(p => p.Role);
        builder.HasOne<Region>().WithMany().HasForeignKey(p => p.Region);
    }
}

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts");
        builder.HasIndex(a => a.NameKey).IsUnique().HasDatabaseName("ux_accounts_name_key");
        builder.HasIndex(a => a.StaffId).HasDatabaseName("ix_accounts_staff_id");
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(a => a.StaffId);
    }
}

internal sealed class ApiTokenConfiguration : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("api_tokens");
        builder.HasIndex(t => t.Hash).IsUnique().HasDatabaseName("ux_api_tokens_hash");
        builder.HasIndex(t => t.AccountId).HasDatabaseName("ix_api_tokens_account_id");
        builder.HasOne<Account>().WithMany().HasForeignKey(t => t.AccountId);
    }
}

internal sealed class OneTimeLinkConfiguration : IEntityTypeConfiguration<OneTimeLink>
{
    public void Configure(EntityTypeBuilder<OneTimeLink> builder)
    {
        builder.ToTable("one_time_links");
        builder.Property(l => l.Purpose).HasConversion<string>();
        builder.HasIndex(l => l.Hash).IsUnique().HasDatabaseName("ux_one_time_links_hash");
        builder.HasIndex(l => l.AccountId).HasDatabaseName("ix_one_time_links_account_id");
        builder.HasOne<Account>().WithMany().HasForeignKey(l => l.AccountId);
    }
}

internal sealed class SessionConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("sessions");
        builder.HasIndex(s => s.AccountId).HasDatabaseName("ix_sessions_account_id");
        builder.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId);
    }
}

internal sealed class KnownDeviceConfiguration : IEntityTypeConfiguration<KnownDevice>
{
    public void Configure(EntityTypeBuilder<KnownDevice> builder)
    {
        builder.ToTable("known_devices");
        builder.HasIndex(d => new { d.AccountId, d.Hash }).IsUnique().HasDatabaseName("ux_known_devices_hash");
        builder.HasOne<Account>().WithMany().HasForeignKey(d => d.AccountId);
    }
}

internal sealed class EarlierPasswordConfiguration : IEntityTypeConfiguration<EarlierPassword>
{
    public void Configure(EntityTypeBuilder<EarlierPassword> builder)
    {
        builder.ToTable("earlier_passwords");
        builder.HasIndex(p => p.AccountId).HasDatabaseName("ix_earlier_passwords_account_id");
        builder.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId);
    }
}

internal sealed class AuthenticatorConfiguration : IEntityTypeConfiguration<Authenticator>
{
    public void Configure(EntityTypeBuilder<Authenticator> builder)
    {
        builder.ToTable("authenticators");
        builder.HasIndex(a => a.AccountId).IsUnique().HasDatabaseName("ux_authenticators_account_id");
        builder.HasOne<Account>().WithMany().HasForeignKey(a => a.AccountId);
    }
}

internal sealed class PasskeyConfiguration : IEntityTypeConfiguration<Passkey>
{
    public void Configure(EntityTypeBuilder<Passkey> builder)
    {
        builder.ToTable("passkeys");
        builder.HasIndex(p => p.CredentialId).IsUnique().HasDatabaseName("ux_passkeys_credential_id");
        builder.HasIndex(p => p.AccountId).HasDatabaseName("ix_passkeys_account_id");
        builder.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId);
    }
}

internal sealed class SignOnBindingConfiguration : IEntityTypeConfiguration<SignOnBinding>
{
    public void Configure(EntityTypeBuilder<SignOnBinding> builder)
    {
        builder.ToTable("sign_on_bindings");
        builder.HasIndex(b => new { b.Issuer, b.Subject }).IsUnique().HasDatabaseName("ux_sign_on_bindings_subject");
        builder.HasIndex(b => new { b.AccountId, b.Issuer }).IsUnique().HasDatabaseName("ux_sign_on_bindings_account");
        builder.HasOne<Account>().WithMany().HasForeignKey(b => b.AccountId);
    }
}

internal sealed class SpentSignOnConfiguration : IEntityTypeConfiguration<SpentSignOn>
{
    public void Configure(EntityTypeBuilder<SpentSignOn> builder)
    {
        builder.ToTable("spent_sign_ons");
        builder.HasKey(s => s.Hash);
    }
}

internal sealed class RecoveryCodeConfiguration : IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<RecoveryCode> builder)
    {
        builder.ToTable("recovery_codes");
        builder.HasIndex(c => c.AccountId).HasDatabaseName("ix_recovery_codes_account_id");
        builder.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId);
    }
}

internal sealed class EndedSessionConfiguration : IEntityTypeConfiguration<EndedSession>
{
    public void Configure(EntityTypeBuilder<EndedSession> builder) => builder.ToTable("ended_sessions");
}

internal sealed class CalendarEntryConfiguration : IEntityTypeConfiguration<CalendarEntry>
{
    public void Configure(EntityTypeBuilder<CalendarEntry> builder)
    {
        builder.ToTable("calendar_days");
        builder.HasKey(d => d.Date);
    }
}

internal sealed class CalendarYearConfiguration : IEntityTypeConfiguration<CalendarYear>
{
    public void Configure(EntityTypeBuilder<CalendarYear> builder)
    {
        builder.ToTable("calendar_years");
        builder.HasKey(y => y.Year);
        builder.Property(y => y.Year).ValueGeneratedNever();
    }
}
