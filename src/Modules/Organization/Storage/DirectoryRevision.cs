using Fengqiao.Platform.Imports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fengqiao.Organization.Storage;

/// <summary>
/// Changes with every change of the rows behind a directory: one small row tells each node whether what it holds in memory
/// is still true.
/// </summary>
internal sealed class DirectoryRevision : INotJournalled
{
    public const string Regions = "regions";
    public const string Units = "units";
    public const string Accounts = "accounts";
    public const string Calendar = "calendar";
    public const string Sessions = "sessions";

    public required string Directory { get; init; }

    public required Guid Revision { get; init; }
}

internal sealed class DirectoryRevisionConfiguration : IEntityTypeConfiguration<DirectoryRevision>
{
    public void Configure(EntityTypeBuilder<DirectoryRevision> builder)
    {
        builder.ToTable("directory_revisions");
        builder.HasKey(r => r.Directory);
    }
}
