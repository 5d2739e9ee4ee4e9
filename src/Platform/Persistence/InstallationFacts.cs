using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fengqiao.Platform.Persistence;

/// <summary>
/// A fact about the installation as a whole, kept in its database: which master key its data are under, its secrets (wrapped), its age.
/// </summary>
public sealed class InstallationFact
{
    public required string Name { get; init; }

    public required string Value { get; init; }
}

internal sealed class InstallationFactConfiguration : IEntityTypeConfiguration<InstallationFact>
{
    public void Configure(EntityTypeBuilder<InstallationFact> builder)
    {
        builder.ToTable("installation_facts");
        builder.HasKey(f => f.Name);
    }
}

/// <summary>Facts inside an open transaction.</summary>
public static class InstallationFacts
{
    public static async Task<string?> FindAsync(IWriteSession db, string name, CancellationToken ct) =>
        (string?)await db.ScalarAsync("SELECT value FROM installation_facts WHERE name = @name", ct, ("name", name));

    /// <summary>Sets it unless it is set: of two nodes that start together the first counts.</summary>
    /// <returns>What it is afterwards.</returns>
    public static async Task<string> SetOnceAsync(IWriteSession db, string name, string value, CancellationToken ct)
    {
        await db.ExecuteAsync("INSERT INTO installation_facts (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING", ct, ("name", name), ("value", value));
        return (await FindAsync(db, name, ct))!;
    }
}
