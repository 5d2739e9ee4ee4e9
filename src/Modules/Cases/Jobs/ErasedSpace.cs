using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.PersonalData;
using Fengqiao.Kernel;
using Fengqiao.Platform.Jobs;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Cases.Jobs;

/// <summary>
/// At night, after somebody was erased: has the store write the tables anew in which their words stood, so that not even its files hold them any
/// more (PIPL 47). The store keeps everybody out of these tables meanwhile, so it waits for the hours in which nobody works.
/// </summary>
internal sealed class ErasedSpace(IServiceScopeFactory scopes, Lease lease, CountyClock clock, ILogger<ErasedSpace> log)
    : Chore("erased-space", TimeSpan.FromHours(1), lease, clock, log)
{
    /// <summary>When the tables were last written anew, UTC.</summary>
    public const string Fact = "erased-space.rewritten";

    /// <summary>County time.</summary>
    private static readonly (TimeOnly From, TimeOnly To) Night = (new TimeOnly(2, 0), new TimeOnly(5, 0));

    private readonly ILogger _log = log;

    public override async Task RunOnceAsync(CancellationToken ct)
    {
        if (!TimeOnly.FromDateTime(Clock.ToLocal(Clock.UtcNow)).IsBetween(Night.From, Night.To))
        {
            return;
        }

        using var scope = scopes.CreateScope();
        var (db, lane) = (scope.ServiceProvider.GetRequiredService<FengqiaoDb>(), scope.ServiceProvider.GetRequiredService<CommitLane>());
        if (await db.Set<Erasure>().MaxAsync(e => (DateTime?)e.AtUtc, ct) is not { } last || await LastAsync(db, ct) >= last)
        {
            return;
        }

        // What is erased while it runs is left for the next night.
        var began = Clock.UtcNow;
        if (!await lane.RewriteAsync(PersonEraser.Tables, Fact, began.ToString("O", CultureInfo.InvariantCulture), ct))
        {
            _log.LogWarning("The database's account may not clear its log; what was erased stays in old segments. Grant pg_checkpoint and pg_switch_wal(): docs/durability.md");
        }
    }

    private static async Task<DateTime> LastAsync(FengqiaoDb db, CancellationToken ct) =>
        await db.Set<InstallationFact>().Where(f => f.Name == Fact).Select(f => f.Value).FirstOrDefaultAsync(ct) is { } value
            ? DateTime.Parse(value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)
            : DateTime.MinValue;
}
