using System.Globalization;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Cases;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Insight.Alone;

/// <summary>Which automatic dispatches a list shows.</summary>
internal enum AutoPile
{
    /// <summary>Sampled, and nobody has said whether they were right.</summary>
    ToCheck,
    Checked,
    All,
}

/// <summary>An automatic dispatch with its case, for a person who may see that case.</summary>
internal sealed record SeenDispatch(AutoDispatch Dispatch, SeenCase Case);

/// <summary>A month of automatic dispatches.</summary>
/// <param name="Month">Its first day.</param>
internal sealed record AutoMonth(DateOnly Month, int Made, int Sampled, int Returned, WrongShare Wrong);

/// <summary>People checking what was dispatched without them.</summary>
internal sealed class AloneDesk(FengqiaoDb db, ICaseSight sight, Writer writer, CurrentActor current, CountyClock clock)
{
    public const int MostShown = 50;
    private const int Months = 12;

    public bool MayCheck => current.Actor.Can(Rights.CasesDispatch);

    public async Task<AloneSettings> SettingsAsync(CancellationToken ct) => await db.Set<AloneSettings>().FirstOrDefaultAsync(ct) ?? new AloneSettings { Version = 0 };

    /// <summary>Newest first, at most <see cref="MostShown"/>.</summary>
    public async Task<IReadOnlyList<SeenDispatch>> ListAsync(AutoPile pile, CancellationToken ct)
    {
        var rows = await db.Set<AutoDispatch>()
            .Where(d => d.State == AutoState.Made && (pile == AutoPile.All || (pile == AutoPile.ToCheck ? d.IsSampled == true && d.Verdict == null : d.Verdict != null)))
            .OrderByDescending(d => d.AtUtc).ThenBy(d => d.CaseId)
            .Take(ICaseSight.Most)
            .ToListAsync(ct);
        var cases = (await sight.OfAsync(rows.ConvertAll(d => d.CaseId), ct)).ToDictionary(c => c.Id);
        return [.. rows.Where(d => cases.ContainsKey(d.CaseId)).Take(MostShown).Select(d => new SeenDispatch(d, cases[d.CaseId]))];
    }

    /// <summary>Null where there is none, or its case may not be seen: the two are one answer.</summary>
    public async Task<SeenDispatch?> FindAsync(string number, CancellationToken ct) =>
        await db.Set<AutoDispatch>().FirstOrDefaultAsync(d => d.Number == number && d.State == AutoState.Made, ct) is { } found && await sight.OfAsync([found.CaseId], ct) is [var seen]
            ? new SeenDispatch(found, seen)
            : null;

    /// <summary>Newest first; counts only, so they are the same for everybody.</summary>
    public async Task<IReadOnlyList<AutoMonth>> MonthsAsync(CancellationToken ct)
    {
        var first = clock.Today.AddMonths(1 - Months);
        var from = (first.Year * 10000) + (first.Month * 100);
        var days = await db.Set<AutoDispatch>()
            .Where(d => d.State == AutoState.Made && d.Day > from)
            .GroupBy(d => d.Day)
            .Select(g => new
            {
                Day = g.Key, Made = g.Count(), Sampled = g.Count(d => d.IsSampled == true), Returned = g.Count(d => d.ReturnedUtc != null),
                Judged = g.Count(d => d.Verdict != null), Wrong = g.Count(d => d.Verdict != null && d.Verdict != AutoVerdict.Right),
            })
            .ToListAsync(ct);
        return [.. days.GroupBy(d => d.Day / 100).OrderByDescending(g => g.Key)
            .Select(g => new AutoMonth(new DateOnly(g.Key / 100, g.Key % 100, 1), g.Sum(d => d.Made), g.Sum(d => d.Sampled), g.Sum(d => d.Returned), AloneWatch.Of(g.Sum(d => d.Wrong), g.Sum(d => d.Judged))))];
    }

    /// <summary>Says whether it was right; may be corrected, each time audited. Where too many were not, the machine stops in the same commit.</summary>
    /// <param name="version">The version that was shown.</param>
    public async Task<Result<AutoDispatch>> JudgeAsync(SeenDispatch seen, string? verdict, int version, CancellationToken ct)
    {
        if (!MayCheck)
        {
            return InsightErrors.AutoNotYours;
        }

        if (!Enum.TryParse<AutoVerdict>(verdict?.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var said) || !Enum.IsDefined(said) || int.TryParse(verdict, NumberStyles.Integer, CultureInfo.InvariantCulture, out _))
        {
            return InsightErrors.VerdictMissing;
        }

        var judged = seen.Dispatch with { Verdict = said, JudgedUtc = clock.UtcNow, JudgedBy = current.Actor.Account, Version = version + 1 };
        var commit = new Commit().Update(judged, version).Audit("auto-dispatch.judge", "case", judged.Number, new { judged.Verdict });
        await StopAsync(commit, judged, ct);
        return await writer.SaveAsync(commit, () => judged, ct);
    }

    private async Task StopAsync(Commit commit, AutoDispatch judged, CancellationToken ct)
    {
        if (await db.Set<AloneSettings>().FirstOrDefaultAsync(ct) is not { IsOn: true } settings)
        {
            return;
        }

        var since = settings.OnSinceUtc ?? DateTime.MinValue;
        var others = await db.Set<AutoDispatch>()
            .Where(d => d.Verdict != null && d.AtUtc >= since && d.CaseId != judged.CaseId)
            .OrderByDescending(d => d.JudgedUtc).Take(AloneWatch.Window).Select(d => d.Verdict!.Value).ToListAsync(ct);
        if (AloneWatch.MustStop(judged.AtUtc >= since ? [judged.Verdict!.Value, .. others] : others, settings.MostWrong))
        {
            commit.Update(settings with { IsOn = false, StoppedUtc = clock.UtcNow, Version = settings.Version + 1 }, settings.Version)
                .Audit("auto-dispatch.stop", "reader", AloneSettings.Only, new { settings.MostWrong });
        }
    }
}
