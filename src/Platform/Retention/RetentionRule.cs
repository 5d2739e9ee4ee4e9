using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fengqiao.Platform.Retention;

/// <summary>How long one kind of data is kept. A job forgets what is older.</summary>
public sealed record RetentionRule : IVersioned
{
    /// <summary>Names and numbers of the people of a case, counted from its closing.</summary>
    public const string CasePeople = "case-people";

    /// <summary>Files that were checked for an import and never loaded.</summary>
    public const string ImportUploads = "import-uploads";

    /// <summary>Entries of the audit.</summary>
    public const string Audit = "audit";

    public required string Code { get; init; }

    object IVersioned.Key => Code;

    /// <summary>Days of 24 hours.</summary>
    public required int Days { get; init; }

    /// <summary>By which law or decision, in words.</summary>
    public required string Basis { get; init; }

    public required int Version { get; init; }

    /// <summary>Fewest days that may be set: six calendar months of audit (网络安全法 23), a day for anything else.</summary>
    public int Floor => Code == Audit ? 184 : 1;
}

internal sealed class RetentionRuleConfiguration : IEntityTypeConfiguration<RetentionRule>
{
    public void Configure(EntityTypeBuilder<RetentionRule> builder)
    {
        builder.ToTable("retention_rules");
        builder.HasKey(r => r.Code);
        builder.Ignore(r => r.Floor);
    }
}

/// <summary>Reads and changes retention rules. Each change is audited with what it was before.</summary>
public sealed class RetentionRules(FengqiaoDb db, Writer writer)
{
    public const int Longest = 36_525;
    public static readonly Error Unknown = new("retention.unknown", ErrorKind.NotFound);

    public async Task<IReadOnlyList<RetentionRule>> AllAsync(CancellationToken ct) => await db.Set<RetentionRule>().OrderBy(r => r.Code).ToListAsync(ct);

    /// <summary>What is older than this moment need not be kept any more.</summary>
    public static async Task<DateTime> BeforeAsync(FengqiaoDb db, string code, DateTime nowUtc, CancellationToken ct) =>
        nowUtc - TimeSpan.FromDays((await db.Set<RetentionRule>().FirstAsync(r => r.Code == code, ct)).Days);

    public async Task<Result<Done>> ChangeAsync(string code, int? days, string? basis, int expected, CancellationToken ct)
    {
        if (await db.Set<RetentionRule>().FirstOrDefaultAsync(r => r.Code == code, ct) is not { } rule)
        {
            return Unknown;
        }

        if (days is not { } wanted || wanted < rule.Floor || wanted > Longest)
        {
            return new Error("retention.out-of-range", ErrorKind.Invalid, "days", rule.Floor, Longest);
        }

        if (string.IsNullOrWhiteSpace(basis) || basis.Length > 300)
        {
            return new Error("retention.basis-missing", ErrorKind.Invalid, "basis");
        }

        return rule.Days == wanted && rule.Basis == basis.Trim()
            ? Done.Instance
            : await writer.SaveAsync(
                new Commit().Update(rule with { Days = wanted, Basis = basis.Trim(), Version = expected + 1 }, expected)
                    .Audit("retention.change", "retention-rule", code, new { from = rule.Days, to = wanted }), ct);
    }
}
