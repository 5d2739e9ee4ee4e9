using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Cases;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Sharing;

/// <summary>Takes in what another module hands over. The unique pair of source and its id makes a matter handed over twice one case.</summary>
internal sealed class MatterIntake(CaseIntake intake, FengqiaoDb db, CommitLane lane, PersonVault vault, CurrentActor current) : IMatterIntake
{
    public async Task<Result<TakenMatter>> TakeInAsync(MatterDraft draft, CancellationToken ct)
    {
        var actor = draft.FromCitizen ? Actor.Citizen : current.Actor;
        if (!draft.FromCitizen && !actor.Can(Rights.CasesRegister))
        {
            return CaseErrors.NotAllowed;
        }

        if (await EarlierAsync(draft, ct) is { } earlier)
        {
            return earlier;
        }

        var prepared = intake.Prepare(DraftOf(draft), actor);
        if (prepared.Failed(out var error))
        {
            return error;
        }

        var (taken, code, commit) = prepared.Value;
        var saved = await lane.WriteAsync(commit, new CommitOrigin(actor.Account, current.Source), ct);
        if (saved.Failed(out error))
        {
            // Handed over twice at the same moment: the other one won.
            return error == CommitErrors.Duplicate && await EarlierAsync(draft, ct) is { } other ? other : error;
        }

        return new TakenMatter(taken.Id, taken.Number, code);
    }

    private async Task<TakenMatter?> EarlierAsync(MatterDraft draft, CancellationToken ct) =>
        await db.Set<Case>().Where(c => c.ExternalSource == draft.Source && c.ExternalId == draft.SourceId).Select(c => new { c.Id, c.Number }).FirstOrDefaultAsync(ct) is { } known
            ? new TakenMatter(known.Id, known.Number, TrackingCode.For(vault, known.Id))
            : null;

    private static CaseDraft DraftOf(MatterDraft draft) => new()
    {
        Title = draft.Title,
        Description = draft.Description,
        Channel = draft.FromCitizen ? Channel.CitizenWeb : Channel.Unit,
        Category = draft.Category,
        PeopleConcerned = draft.PeopleConcerned,
        Region = draft.Place?.Value,
        Address = draft.Address,
        ReporterName = draft.ReporterName,
        ReporterPhone = draft.ReporterPhone,
        IsAnonymous = draft.ReporterName is null && draft.ReporterPhone is null,
        PrivacyNotice = draft.PrivacyNotice,
        ExternalSource = draft.Source,
        ExternalId = draft.SourceId,
    };
}
