using System.Reflection;
using Fengqiao.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Fengqiao.Platform.Persistence;

/// <summary>The assemblies whose entity configurations make up the model; each module adds its own.</summary>
public sealed class ModelParts
{
    private readonly List<Assembly> _assemblies = [typeof(FengqiaoDb).Assembly];

    public IReadOnlyList<Assembly> Assemblies => _assemblies;

    public void Add(Assembly assembly)
    {
        if (!_assemblies.Contains(assembly))
        {
            _assemblies.Add(assembly);
        }
    }
}

/// <summary>
/// What queries read from. It never writes: every change is a <see cref="Commit"/> given to the <see cref="CommitLane"/>,
/// so that version check, audit entry and outbox message cannot be forgotten (docs/adr/0004).
/// </summary>
public sealed class FengqiaoDb(DbContextOptions<FengqiaoDb> options) : DbContext(options)
{
    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw WritesElsewhere();

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        throw WritesElsewhere();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<RegionCode>().HaveConversion<RegionCodeConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var assembly in this.GetService<ModelParts>().Assemblies)
        {
            modelBuilder.ApplyConfigurationsFromAssembly(assembly);
        }

        SnakeCase.Apply(modelBuilder.Model);
    }

    private static InvalidOperationException WritesElsewhere() =>
        new("FengqiaoDb only reads. Put the change into a Commit and give it to the commit lane.");

    /// <summary>UTC kind, cut to the microsecond, which is what PostgreSQL keeps: both stores give back the same value.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        value => new DateTime(value.Ticks - (value.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc),
        value => DateTime.SpecifyKind(value, DateTimeKind.Utc));

    private sealed class RegionCodeConverter() : ValueConverter<RegionCode, string>(
        code => code.Value,
        text => RegionCode.Parse(text));
}
