using Fengqiao.Contracts.Cases;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Insight.Fraud;

/// <summary>A tip with the case it became, for a person who may see that case.</summary>
internal sealed record SeenTip(FraudTip Tip, SeenCase Case);

/// <param name="Tips">How many were given in the year.</param>
/// <param name="Done">Of these, those of which the outcome is known.</param>
/// <param name="Dissuaded">Of these, those where money was saved.</param>
internal sealed record TipFigures(int Tips, int Done, int Dissuaded, long SavedYuan);

/// <summary>Tips as staff work on them: who may see the case may see the tip; who handles the case says what became of it.</summary>
internal sealed class TipDesk(FengqiaoDb db, ICaseSight sight, Writer writer, CurrentActor current, CountyClock clock)
{
    public const int MostShown = 200;

    /// <summary>The tips of a year that the person may see, newest first, and their figures.</summary>
    public async Task<(TipFigures Figures, IReadOnlyList<SeenTip> Newest)> OfYearAsync(int year, CancellationToken ct)
    {
        var (from, to) = (clock.DayRange(new DateOnly(year, 1, 1)).FromUtc, clock.DayRange(new DateOnly(year + 1, 1, 1)).FromUtc);
        var tips = await db.Set<FraudTip>().Where(t => t.GivenUtc >= from && t.GivenUtc < to).OrderByDescending(t => t.GivenUtc).ThenBy(t => t.Id).ToListAsync(ct);
        var seen = new List<SeenTip>();
        foreach (var some in tips.Chunk(ICaseSight.Most))
        {
            var cases = (await sight.OfAsync([.. some.Select(t => t.CaseId)], ct)).ToDictionary(c => c.Id);
            seen.AddRange(some.Where(t => cases.ContainsKey(t.CaseId)).Select(t => new SeenTip(t, cases[t.CaseId])));
        }

        var figures = new TipFigures(
            seen.Count,
            seen.Count(t => t.Tip.Outcome is not null),
            seen.Count(t => t.Tip.Outcome is { } outcome && FraudTip.Saves(outcome)),
            seen.Sum(t => t.Tip.SavedYuan));
        return (figures, [.. seen.Take(MostShown)]);
    }

    /// <summary>Null where there is none, or its case may not be seen: the two are one answer.</summary>
    public async Task<SeenTip?> FindAsync(string number, CancellationToken ct) =>
        await db.Set<FraudTip>().FirstOrDefaultAsync(t => t.Number == number, ct) is { } tip && await sight.OfAsync([tip.CaseId], ct) is [var seen]
            ? new SeenTip(tip, seen)
            : null;

    /// <summary>Writes down what became of it; may be corrected, each time audited.</summary>
    /// <param name="saved">Whole yuan as typed.</param>
    /// <param name="version">The version that was shown.</param>
    public async Task<Result<Done>> ConcludeAsync(SeenTip seen, string? outcome, string? saved, int version, CancellationToken ct)
    {
        if (!seen.Case.IsMine)
        {
            return InsightErrors.TipNotYours;
        }

        if (!Enum.TryParse<TipOutcome>(outcome, out var chosen) || !Enum.IsDefined(chosen))
        {
            return InsightErrors.OutcomeMissing;
        }

        var yuan = TipTaking.Yuan(saved, "saved");
        if (yuan.Failed(out var error))
        {
            return error;
        }

        if (!FraudTip.Saves(chosen) && yuan.Value is > 0)
        {
            return InsightErrors.NothingSaved;
        }

        var concluded = seen.Tip with
        {
            Outcome = chosen,
            SavedYuan = yuan.Value ?? 0,
            OutcomeUtc = clock.UtcNow,
            OutcomeBy = current.Actor.Account,
            Version = version + 1,
        };
        return await writer.SaveAsync(new Commit().Update(concluded, version).Audit("fraud-tip.conclude", "case", seen.Tip.Number, new { concluded.Outcome, concluded.SavedYuan }), ct);
    }
}
