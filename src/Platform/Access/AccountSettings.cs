using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fengqiao.Platform.Access;

/// <summary>Something a person has settled for themselves, such as the columns of a list. Never a right, never a rule.</summary>
public sealed class AccountSetting
{
    public required Guid AccountId { get; init; }

    /// <summary>What it is about, named by the page that reads it: <c>cases.columns</c>.</summary>
    public required string Name { get; init; }

    public required string Value { get; set; }
}

internal sealed class AccountSettingConfiguration : IEntityTypeConfiguration<AccountSetting>
{
    public void Configure(EntityTypeBuilder<AccountSetting> builder)
    {
        builder.ToTable("account_settings");
        builder.HasKey(s => new { s.AccountId, s.Name });
    }
}

/// <summary>The settings of the person of the current request; they follow the account to every browser.</summary>
public sealed class AccountSettings(FengqiaoDb db, Writer writer, CurrentActor current)
{
    /// <summary>What was settled under a name; null when nothing was.</summary>
    public async Task<string?> FindAsync(string name, CancellationToken ct) =>
        current.Actor.AccountId is { } account
            ? await db.Set<AccountSetting>().Where(s => s.AccountId == account && s.Name == name).Select(s => s.Value).FirstOrDefaultAsync(ct)
            : null;

    /// <summary>Settles it anew. Who has no account keeps nothing.</summary>
    public async Task<Result<Done>> SetAsync(string name, string value, CancellationToken ct) =>
        current.Actor.AccountId is { } account
            ? await writer.SaveAsync(new Commit().Upsert(new AccountSetting { AccountId = account, Name = name, Value = value }).Audit("account.setting", "setting", name), ct)
            : Done.Instance;
}
