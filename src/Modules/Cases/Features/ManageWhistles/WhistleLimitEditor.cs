using System.Globalization;
using Fengqiao.Cases.Administration;
using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.ManageWhistles;

/// <summary>Decides anew how soon a unit that is called has to be there. The limit in force ends the day before; whistles keep the time they were blown with.</summary>
internal sealed class WhistleLimitEditor(FengqiaoDb db, CatalogueWriter writer, CountyClock clock)
{
    private const int MostMinutes = 7 * 24 * 60;
    private const int LongestBasis = 200;

    public Task<Result<Done>> FollowAsync(string code, int expected, string? minutes, string? basis, string? from, CancellationToken ct) => writer.ChangeAsync(async () =>
    {
        var all = await db.Set<WhistleLimit>().ToListAsync(ct);
        if (all.Find(l => l.Code == code) is not { ValidTo: null } old)
        {
            return JointErrors.NotFound;
        }

        var checks = new InputChecks();
        if (!int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var soon) || soon is < 1 or > MostMinutes)
        {
            checks.Refuse("minutes", JointErrors.Minutes(MostMinutes));
        }

        var why = checks.Required("basis", basis, LongestBasis);
        var begins = Succession.Begin(checks, from, clock.Today, old.ValidFrom);
        if (checks.Error is { } wrong)
        {
            return wrong;
        }

        var next = new WhistleLimit { Code = Succession.NextCode(code, all.Select(l => l.Code)), Urgency = old.Urgency, Minutes = soon, Basis = why, ValidFrom = begins };
        return new Commit().Update(old with { ValidTo = begins.AddDays(-1), Version = expected + 1 }, expected).Insert(next)
            .Audit("whistle-limit.followed", "whistle-limit", code, new { next.Code, next.Minutes, next.ValidFrom });
    }, ct);
}
