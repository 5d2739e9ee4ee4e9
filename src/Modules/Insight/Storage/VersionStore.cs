using Fengqiao.Insight.Reader;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Insight.Storage;

/// <summary>Versions in the database: their rows, and what they weigh in pieces.</summary>
internal sealed class VersionStore(FengqiaoDb db, CommitLane lane)
{
    private const int PieceBytes = 512 * 1024;

    /// <summary>Counter of version numbers.</summary>
    private const string Series = "insight-versions";

    public Task<List<ReaderVersion>> AllAsync(CancellationToken ct) => db.Set<ReaderVersion>().OrderByDescending(v => v.Number).ToListAsync(ct);

    public Task<ReaderVersion?> ActiveAsync(CancellationToken ct) => db.Set<ReaderVersion>().FirstOrDefaultAsync(v => v.State == VersionState.Active, ct);

    public Task<ReaderVersion?> FindAsync(Guid id, CancellationToken ct) => db.Set<ReaderVersion>().FirstOrDefaultAsync(v => v.Id == id, ct);

    public async Task<ReaderSettings> SettingsAsync(CancellationToken ct) => await db.Set<ReaderSettings>().FirstOrDefaultAsync(ct) ?? new ReaderSettings { Version = 0 };

    public async Task<Result<MatterModel>> LoadAsync(ReaderVersion version, CancellationToken ct)
    {
        var pieces = await db.Set<ReaderPart>().Where(p => p.VersionId == version.Id).OrderBy(p => p.Part).ToListAsync(ct);
        byte[] content = [.. pieces.SelectMany(p => p.Content)];
        return pieces.Count == version.Parts && content.Length == version.Bytes ? MatterModelFile.Read(content) : InsightErrors.ModelBroken;
    }

    /// <summary>Keeps a new version with all its pieces, or nothing of it.</summary>
    /// <param name="version">Its number is given here.</param>
    /// <param name="content">What <see cref="MatterModelFile"/> wrote.</param>
    /// <param name="retired">The version it takes over from, as it is stored.</param>
    public async Task<Result<Done>> AddAsync(ReaderVersion version, byte[] content, ReaderVersion? retired, CommitOrigin origin, CancellationToken ct)
    {
        var added = new Commit()
            .Number(Series, number => version.Number = (int)number)
            .Insert(version)
            .AuditLate("reader.learn", "reader-version", () => version.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), new { version.Examples, version.State });
        foreach (var (part, piece) in content.Chunk(PieceBytes).Index())
        {
            added.Insert(new ReaderPart { VersionId = version.Id, Part = part, Content = piece });
        }

        if (retired is not null)
        {
            added.Update(retired with { State = VersionState.Resting, StateSinceUtc = version.MadeUtc, Version = retired.Version + 1 }, retired.Version);
        }

        return await lane.WriteAsync(added, origin, ct);
    }

    public static int PiecesOf(byte[] content) => (content.Length + PieceBytes - 1) / PieceBytes;
}
