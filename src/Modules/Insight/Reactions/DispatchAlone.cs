using System.Globalization;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Insight;
using Fengqiao.Contracts.Organization;
using Fengqiao.Insight.Alone;
using Fengqiao.Insight.Reader;
using Fengqiao.Kernel;
using Fengqiao.Platform.Outbox;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Insight.Reactions;

/// <summary>
/// Dispatches a new case without a click where the county has switched that on and nothing speaks against it. After intake, through the outbox: intake
/// never waits for it, and whatever goes wrong leaves the case to the dispatcher. The judgement is written down before the dispatch, so that a message
/// that comes again takes up where it was cut off, and dispatches nothing twice.
/// </summary>
internal sealed class DispatchAlone(
    FengqiaoDb db, CommitLane lane, IDecidedCases cases, IAloneDispatch desk, IUnitDirectory units, ICategoryDirectory categories, IMatterReader reader, ReaderKeeper keeper,
    CountyClock clock, IStringLocalizer<AloneTexts> texts) : IReaction<CaseRegistered>, IReaction<CaseMoved>
{
    private const string Returned = "approve-return";
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-Hans");
    private static readonly CommitOrigin Origin = CommitOrigin.System(IAloneDispatch.Account);

    public async Task ReactAsync(CaseRegistered message, CancellationToken ct)
    {
        if (await db.Set<AloneSettings>().FirstOrDefaultAsync(ct) is not { IsOn: true } settings
            || await cases.FindAsync(message.CaseId, ct) is not { } taken
            || reader.Read(taken.Title, taken.Description, taken.Place) is not { Categories: [var category, ..], Unit: { } unit } reading)
        {
            return;
        }

        var planned = await db.Set<AutoDispatch>().FirstOrDefaultAsync(d => d.CaseId == message.CaseId, ct);
        if (planned is { State: not AutoState.Planned })
        {
            return;
        }

        if (await desk.FindAsync(message.CaseId, category.Code, ct) is not { } matter)
        {
            // Cut off behind the dispatch, or before it and somebody was faster.
            if (planned is not null)
            {
                await EndAsync(planned, await desk.DispatchedAsync(message.CaseId, ct) ? AutoState.Made : AutoState.Dropped, ct);
            }

            return;
        }

        if (planned is not null && (planned.Category != category.Code || planned.Unit != unit.Code))
        {
            // Another version reads now, and says something else.
            await EndAsync(planned, AutoState.Dropped, ct);
            return;
        }

        var serves = units.FindByCode(unit.Code) is { } known && units.All.Any(u => u.Id == known.Id) && known.Region.Contains(matter.Place);
        if (AloneRule.WhyLeft(settings, keeper.Settings.SureFrom, reading, matter, serves) is not null)
        {
            return;
        }

        planned ??= await PlanAsync(matter, reading, category, unit, ct);
        var dispatched = await desk.DispatchAsync(new AloneOrder(matter.Id, matter.Version, category.Code, unit.Code, Why(reading, category, unit)), ct);
        await EndAsync(planned, dispatched.IsSuccess ? AutoState.Made : AutoState.Dropped, ct);
    }

    public async Task ReactAsync(CaseMoved message, CancellationToken ct)
    {
        if (message.Move == Returned
            && await db.Set<AutoDispatch>().FirstOrDefaultAsync(d => d.CaseId == message.CaseId, ct) is { State: AutoState.Made, ReturnedUtc: null } made)
        {
            await WriteAsync(new Commit().Update(made with { ReturnedUtc = message.AtUtc, Version = made.Version + 1 }, made.Version).WithoutAudit("the return has its entry"), ct);
        }
    }

    private async Task<AutoDispatch> PlanAsync(WaitingMatter matter, MatterReading reading, ReadProposal category, ReadProposal unit, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var today = clock.Today;
        var planned = new AutoDispatch
        {
            CaseId = matter.Id,
            Number = matter.Number,
            AtUtc = now,
            Day = (today.Year * 10000) + (today.Month * 100) + today.Day,
            Reader = reading.Version,
            Category = category.Code,
            CategoryConfidence = category.Confidence,
            Unit = unit.Code,
            UnitConfidence = unit.Confidence,
            Lot = AutoDispatch.LotOf(matter.Id),
        };
        await WriteAsync(new Commit().Insert(planned).WithoutAudit("a plan; the dispatch has its entry"), ct);
        return planned;
    }

    private Task EndAsync(AutoDispatch planned, AutoState state, CancellationToken ct) => WriteAsync(
        new Commit().Update(planned with { State = state, Version = planned.Version + 1 }, planned.Version)
            .Audit(state == AutoState.Made ? "auto-dispatch.made" : "auto-dispatch.dropped", "case", planned.Number, new { planned.Category, planned.Unit, planned.Reader }),
        ct);

    /// <summary>What stands in the history is written in Chinese, whichever language the process happens to run in: nobody asked for it.</summary>
    private string Why(MatterReading reading, ReadProposal category, ReadProposal unit)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = Chinese;
        try
        {
            return Said(reading, category, unit);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private string Said(MatterReading reading, ReadProposal category, ReadProposal unit)
    {
        var said = texts["History", categories.Find(category.Code)?.Name ?? category.Code, Percent(category), units.FindByCode(unit.Code)?.Name ?? unit.Code, Percent(unit), reading.Version].Value;
        return category.Words.Count == 0 ? said : said + texts["History.Words", string.Join('、', category.Words.Take(5))].Value;
    }

    private static string Percent(ReadProposal proposal) => (Math.Floor(proposal.Confidence * 1000) / 10).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A refused write throws, so that the outbox tries again and shows what stays refused.</summary>
    private async Task WriteAsync(Commit commit, CancellationToken ct)
    {
        if ((await lane.WriteAsync(commit, Origin, ct)).Failed(out var error))
        {
            throw new InvalidOperationException(error.Code);
        }
    }
}
