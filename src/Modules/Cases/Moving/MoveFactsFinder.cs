using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Moving;

/// <summary>Gathers what the rules need to know, and reads only what the move at hand asks about.</summary>
internal sealed class MoveFactsFinder(FengqiaoDb db, CatalogueSource catalogue, LimitClocks clocks, IUnitDirectory units, Joining.AssistFollow tasks, CountyClock clock, CurrentActor current)
{
    /// <summary>Moves that are work on the matter.</summary>
    private static readonly CaseMove[] Handling = [CaseMove.Sign, CaseMove.Contact, CaseMove.Progress, CaseMove.Submit];

    /// <summary>What decides which moves are possible, without a look at files: they only matter once a move is made.</summary>
    public MoveFacts WithoutFiles(LoadedCase loaded) =>
        new(current.Actor, IsReporter: false, loaded.Assisting, NeedsPhotos: false, HasPhotosBefore: false, HasPhotosAfter: false, Target: null, clock.UtcNow)
        {
            Clock = clocks.Of(loaded.Case),
            Consulted = Consulted(loaded),
            Today = clock.Today,
        };

    public async Task<MoveFacts> ForAsync(LoadedCase loaded, CaseMove? move, MoveInput? input, bool isReporter, CancellationToken ct)
    {
        var needsPhotos = catalogue.Current.Find(loaded.Case.Category) is { NeedsPhotos: true };
        var stages = needsPhotos && move is null or CaseMove.Submit
            ? await db.Set<CaseAttachment>().Where(a => a.CaseId == loaded.Case.Id).Select(a => a.Stage).Distinct().ToListAsync(ct)
            : [];
        var handlers = loaded.Case.State == CaseState.Verified && move is null or CaseMove.CallBack or CaseMove.Close
            ? await db.Set<TimelineEntry>().Where(e => e.CaseId == loaded.Case.Id && Handling.Contains(e.Move)).Select(e => e.Account).Distinct().ToListAsync(ct)
            : [];
        var target = input?.IntoId is { } into ? await db.Set<Case>().FirstOrDefaultAsync(c => c.Id == into, ct) : null;
        return new MoveFacts(
            current.Actor,
            isReporter,
            loaded.Assisting,
            needsPhotos,
            stages.Contains(AttachmentStage.Before) || stages.Contains(AttachmentStage.Report),
            stages.Contains(AttachmentStage.After),
            target,
            clock.UtcNow)
        {
            Clock = clocks.Of(loaded.Case),
            Consulted = Consulted(loaded),
            Today = clock.Today,
            OpenTasks = move == CaseMove.Submit && loaded.Assisting.Count > 0 ? await tasks.CountOpenAsync(loaded.Case.Id, ct) : 0,
            Handlers = handlers,
        };
    }

    private IReadOnlyList<ConsultedUnit> Consulted(LoadedCase loaded) => loaded.Case.ConsultedUtc is null
        ? []
        : [.. loaded.Units.Where(u => u.IsActive).Select(u => new ConsultedUnit(u.UnitId, u.Opinion, RegionOf(u.UnitId)))];

    /// <summary>A unit that is no longer there answers to the county.</summary>
    private RegionCode RegionOf(Guid unit) => units.Find(unit)?.Region ?? default;
}
