using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Moving;
using Fengqiao.Cases.Proposals;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Sharing;

/// <summary>
/// The reader at the desk of a case: a post there that may read and dispatch, and nothing else. So every rule holds for it that holds for the
/// dispatcher whose place it takes.
/// </summary>
internal sealed class AloneDispatch(
    FengqiaoDb db, CaseReader reader, MoveFactsFinder facts, MoveWriting moves, SuggestDispatchHandler proposals, SimilarMatters same, IUnitDirectory units, CommitLane lane, CurrentActor current) : IAloneDispatch
{
    private const string Role = "reader";
    private static readonly HashSet<string> Rights = new(StringComparer.Ordinal) { Contracts.Rights.CasesDispatch, Contracts.Rights.CasesRead, Contracts.Rights.CasesReadArea };

    public Task<WaitingMatter?> FindAsync(Guid id, string category, CancellationToken ct) => AtDeskAsync(id, null, async loaded =>
    {
        var waiting = loaded.Case;
        var place = RegionCode.Parse(waiting.Place);
        var similar = await same.FindAsync(waiting.Title, waiting.Description, place, ct);
        return new WaitingMatter(
            waiting.Id,
            waiting.Number,
            place,
            waiting.Category,
            waiting.Secrecy == CaseSecrecy.Ordinary && waiting.AboutUnitId is null && waiting.Wish != ReporterWish.Secret,
            waiting.Urgency != Urgency.Normal,
            proposals.UnitFor(category, place, waiting.Channel, waiting.Urgency)?.LeadUnit.Code,
            similar.Any(s => s.Number != waiting.Number && IsOpen(s)),
            waiting.Version);
    }, ct);

    public async Task<Result<Done>> DispatchAsync(AloneOrder order, CancellationToken ct) =>
        await AtDeskAsync<Result<Done>?>(order.CaseId, CommitErrors.Outdated, async loaded => await DispatchAsync(loaded, order, ct), ct) ?? CommitErrors.Outdated;

    public Task<bool> DispatchedAsync(Guid id, CancellationToken ct) =>
        db.Set<TimelineEntry>().AnyAsync(e => e.CaseId == id && e.Move == CaseMove.Dispatch && e.Account == IAloneDispatch.Account, ct);

    private async Task<Result<Done>> DispatchAsync(LoadedCase loaded, AloneOrder order, CancellationToken ct)
    {
        var moving = loaded.Case;
        if (moving.Version != order.Version)
        {
            return CommitErrors.Outdated;
        }

        if (units.FindByCode(order.LeadUnit) is not { } lead)
        {
            return CaseErrors.UnitUnknown;
        }

        var rule = proposals.UnitFor(order.Category, RegionCode.Parse(moving.Place), moving.Channel, moving.Urgency);
        var input = new MoveInput
        {
            Text = order.Why,
            Category = order.Category,
            LeadUnitId = lead.Id,
            AssistingUnitIds = rule?.LeadUnit.Code == lead.Code ? [.. rule.AssistingUnits.Select(u => units.FindByCode(u.Code)).OfType<UnitInfo>().Select(u => u.Id)] : [],
        };
        var commit = new Commit().Update(moving, order.Version);
        var added = await moves.AddAsync(commit, loaded, CaseMove.Dispatch, input, await facts.ForAsync(loaded, CaseMove.Dispatch, input, isReporter: false, ct), null, ct);
        return added.Failed(out var error) ? error : await lane.WriteAsync(commit, CommitOrigin.System(IAloneDispatch.Account), ct);
    }

    /// <summary>Does something as the reader at the desk of a case that waits for its first dispatch.</summary>
    /// <param name="otherwise">The answer where it does not wait.</param>
    private async Task<T?> AtDeskAsync<T>(Guid id, T? otherwise, Func<LoadedCase, Task<T>> act, CancellationToken ct)
    {
        var desk = await db.Set<Case>().Where(c => c.Id == id && c.State == CaseState.Registered && c.DispatchedUtc == null && c.TimesReopened == 0 && c.ConsultedUtc == null).Select(c => c.Desk).FirstOrDefaultAsync(ct);
        if (desk is null || CentreOf(RegionCode.Parse(desk)) is not { } centre)
        {
            return otherwise;
        }

        var before = current.Actor;
        current.Actor = new Actor(null, IAloneDispatch.Account, "", [new Post(Role, centre.Id, RegionCode.Parse(desk), Rights)]);
        try
        {
            return await reader.FindByIdAsync(id, current.Actor, ct) is { } loaded ? await act(loaded) : otherwise;
        }
        finally
        {
            current.Actor = before;
        }
    }

    private static bool IsOpen(SimilarCase similar) => CaseCodes.TryParse<CaseState>(similar.State, out var state) && CaseStates.Open.Contains(state);

    private UnitInfo? CentreOf(RegionCode desk) =>
        units.All.FirstOrDefault(u => u.Region == desk && u.Kind is UnitKind.CountyCentre or UnitKind.TownCentre or UnitKind.VillageStation);
}
