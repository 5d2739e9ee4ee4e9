using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fengqiao.Platform.Imports;

public enum ImportState
{
    /// <summary>Judged good; the file waits to be loaded.</summary>
    Checked,

    /// <summary>Had bad rows; nothing was loaded.</summary>
    Refused,
    Loaded,
    Undone,
}

/// <summary>A file that somebody checked or loaded, and what became of it.</summary>
public sealed record ImportRun : IVersioned
{
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    /// <summary>Which import it was, e.g. <c>regions</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Without its folder.</summary>
    public required string FileName { get; init; }

    /// <summary>Of the content; empty for a folder of files.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Who brought it: an account, or <c>operator</c> at the command line.</summary>
    public required string Account { get; init; }

    public required DateTime AtUtc { get; init; }

    public required ImportState State { get; init; }

    public int Read { get; init; }

    public int Added { get; init; }

    public int Changed { get; init; }

    public int Unchanged { get; init; }

    public int Bad { get; init; }

    /// <summary>The bad rows with their reasons, as CSV; cut where it would be longer than a person reads.</summary>
    public string Problems { get; init; } = "";

    public DateTime? LoadedUtc { get; init; }

    public DateTime? UndoneUtc { get; init; }

    public string? UndoneBy { get; init; }

    public int Version { get; init; } = 1;
}

/// <summary>The content of a file between being checked and being loaded.</summary>
public sealed class ImportUpload
{
    public required Guid RunId { get; init; }

    public required byte[] Content { get; init; }
}

/// <summary>What a load did to one record.</summary>
public sealed class ImportChange
{
    public required Guid RunId { get; init; }

    /// <summary>1, 2, 3 … in the order in which it was done.</summary>
    public required int Number { get; init; }

    /// <summary>The record's entity.</summary>
    public required string Record { get; init; }

    /// <summary>Its key as JSON.</summary>
    public required string RecordKey { get; init; }

    /// <summary>JSON of the record before; null when it was not there.</summary>
    public string? Before { get; init; }

    /// <summary>JSON of the record after; null when it was removed.</summary>
    public string? After { get; init; }
}

/// <summary>A row that goes along with a change without being one: undoing leaves it alone.</summary>
public interface INotJournalled;

/// <summary>Says which records something else has been built on without the database knowing of it.</summary>
public interface IImportDependents
{
    /// <summary>A sign by which people know the first of the records that is in use; null when none is.</summary>
    /// <param name="record">Name of the entity.</param>
    /// <param name="rows">The records a load added and undoing would take away.</param>
    Task<string?> FirstInUseAsync(string record, IReadOnlyCollection<object> rows, CancellationToken ct);
}

internal sealed class ImportRunConfiguration : IEntityTypeConfiguration<ImportRun>
{
    public void Configure(EntityTypeBuilder<ImportRun> builder)
    {
        builder.ToTable("import_runs");
        builder.HasIndex(r => r.AtUtc).HasDatabaseName("ix_import_runs_at_utc");
    }
}

internal sealed class ImportUploadConfiguration : IEntityTypeConfiguration<ImportUpload>
{
    public void Configure(EntityTypeBuilder<ImportUpload> builder)
    {
        builder.ToTable("import_uploads");
        builder.HasKey(u => u.RunId);
        builder.HasOne<ImportRun>().WithMany().HasForeignKey(u => u.RunId);
    }
}

internal sealed class ImportChangeConfiguration : IEntityTypeConfiguration<ImportChange>
{
    public void Configure(EntityTypeBuilder<ImportChange> builder)
    {
        builder.ToTable("import_changes");
        builder.HasKey(c => new { c.RunId, c.Number });
        builder.HasOne<ImportRun>().WithMany().HasForeignKey(c => c.RunId);
    }
}
