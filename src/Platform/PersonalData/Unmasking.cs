using System.Globalization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fengqiao.Platform.PersonalData;

/// <param name="PerDay">How many people one account may unmask on a day of the county.</param>
public sealed record UnmaskingLimit(int PerDay);

/// <summary>How many people an account has unmasked on a day.</summary>
public sealed class UnmaskingDay : IVersioned
{
    /// <summary>Account and date: <c>wu 2026-11-22</c>.</summary>
    public required string Id { get; init; }

    object IVersioned.Key => Id;

    public required int Used { get; init; }

    public required int Version { get; init; }
}

internal sealed class UnmaskingDayConfiguration : IEntityTypeConfiguration<UnmaskingDay>
{
    public void Configure(EntityTypeBuilder<UnmaskingDay> builder)
    {
        builder.ToTable("unmasking_days");
        builder.HasKey(d => d.Id);
    }
}

/// <summary>
/// Counts unmaskings per account and day, in the same commit that audits them: fifty at the same moment are fifty, and nobody reads the
/// phone numbers of a county one by one unnoticed.
/// </summary>
public sealed class UnmaskingQuota(FengqiaoDb db, UnmaskingLimit limit, CountyClock clock)
{
    public const string Exceeded = "personal-data.unmasking-limit";

    /// <summary>Puts one more unmasking of today into the commit, which loses as outdated or duplicate when another one came between.</summary>
    /// <returns>How many are left after this one; an error when there is none left.</returns>
    public async Task<Result<int>> TakeAsync(Commit commit, string account, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var id = string.Create(CultureInfo.InvariantCulture, $"{account} {clock.Today:yyyy-MM-dd}");
        var day = await db.Set<UnmaskingDay>().FirstOrDefaultAsync(d => d.Id == id, ct);
        var used = (day?.Used ?? 0) + 1;
        if (used > limit.PerDay)
        {
            return new Error(Exceeded, ErrorKind.TooMany, null, limit.PerDay);
        }

        var now = new UnmaskingDay { Id = id, Used = used, Version = (day?.Version ?? 0) + 1 };
        _ = day is null ? commit.Insert(now) : commit.Update(now, day.Version);
        return limit.PerDay - used;
    }
}
