using System.Globalization;
using Fengqiao.Insight.Fraud.Learning;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Insight.Storage;

/// <summary>Learnt fraud readers in the database: their rows, and what they weigh in pieces.</summary>
internal sealed class FraudVersionStore(FengqiaoDb db, CommitLane lane)
{
    private const int PieceBytes = 512 * 1024;
    private const string Series = "insight-fraud-versions";

    public Task<List<FraudVersion>> AllAsync(CancellationToken ct) => db.Set<FraudVersion>().OrderByDescending(v => v.Number).ToListAsync(ct);

    public Task<FraudVersion?> ActiveAsync(CancellationToken ct) => db.Set<FraudVersion>().FirstOrDefaultAsync(v => v.State == VersionState.Active, ct);

    public async Task<Result<FraudModel>> LoadAsync(FraudVersion version, CancellationToken ct)
    {
        var pieces = await db.Set<FraudPart>().Where(p => p.VersionId == version.Id).OrderBy(p => p.Part).ToListAsync(ct);
        byte[] content = [.. pieces.SelectMany(p => p.Content)];
        return pieces.Count == version.Parts && content.Length == version.Bytes ? FraudModelFile.Read(content) : InsightErrors.ModelBroken;
    }

    /// <summary>Keeps a new version with all its pieces, or nothing of it; where it takes over, the one in use rests.</summary>
    public async Task<Result<Done>> AddAsync(FraudVersion version, byte[] content, FraudVersion? retired, CommitOrigin origin, CancellationToken ct)
    {
        var added = new Commit()
            .Number(Series, number => version.Number = (int)number)
            .Insert(version)
            .AuditLate("fraud-reader.learn", "fraud-reader", () => version.Number.ToString(CultureInfo.InvariantCulture), new { version.Messages, version.State });
        foreach (var (part, piece) in content.Chunk(PieceBytes).Index())
        {
            added.Insert(new FraudPart { VersionId = version.Id, Part = part, Content = piece });
        }

        if (retired is not null)
        {
            added.Update(Resting(retired, version.MadeUtc), retired.Version);
        }

        return await lane.WriteAsync(added, origin, ct);
    }

    /// <summary>Lets another version read; null lets none, and the signs answer again.</summary>
    public Commit Choose(FraudVersion? chosen, IEnumerable<FraudVersion> all, DateTime nowUtc)
    {
        var commit = new Commit().Audit("fraud-reader.choose", "fraud-reader", chosen?.Number.ToString(CultureInfo.InvariantCulture) ?? "0");
        foreach (var active in all.Where(v => v.State == VersionState.Active && v.Id != chosen?.Id))
        {
            commit.Update(Resting(active, nowUtc), active.Version);
        }

        return chosen is null ? commit : commit.Update(chosen with { State = VersionState.Active, StateSinceUtc = nowUtc, Version = chosen.Version + 1 }, chosen.Version);
    }

    public static int PiecesOf(byte[] content) => (content.Length + PieceBytes - 1) / PieceBytes;

    private static FraudVersion Resting(FraudVersion version, DateTime nowUtc) => version with { State = VersionState.Resting, StateSinceUtc = nowUtc, Version = version.Version + 1 };
}
