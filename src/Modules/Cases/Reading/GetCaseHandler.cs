using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Reading;

/// <summary>One case with all that belongs to it, people masked.</summary>
internal sealed class GetCaseHandler(
    CaseReader reader,
    CaseAccess access,
    FengqiaoDb db,
    CasePresenter presenter,
    PersonVault vault,
    IRegionDirectory regions,
    IUnitDirectory units,
    IAccountDirectory accounts,
    CurrentActor current)
{
    public async Task<Result<CaseView>> HandleAsync(string number, CancellationToken ct) =>
        await reader.FindAsync(number, current.Actor, ct) is { } loaded ? await ViewAsync(loaded, ct) : CaseErrors.NotFound;

    private async Task<CaseView> ViewAsync(LoadedCase loaded, CancellationToken ct)
    {
        var c = loaded.Case;
        var people = await db.Set<CasePerson>().Where(p => p.CaseId == c.Id).OrderBy(p => p.Role).ThenBy(p => p.Id).ToListAsync(ct);
        var attachments = await db.Set<CaseAttachment>().Where(a => a.CaseId == c.Id).OrderBy(a => a.AddedUtc).ToListAsync(ct);
        var isKept = people.Exists(p => PersonSecrecy.IsHidden(p, c, current.Actor));
        var mergedInto = c.MergedIntoId is { } into ? await access.Visible(current.Actor).Where(x => x.Id == into).Select(x => x.Number).FirstOrDefaultAsync(ct) : null;
        return new CaseView(
            presenter.Row(c),
            c.Description,
            c.Address,
            c.PeopleConcerned,
            await db.Set<CaseSupporter>().CountAsync(s => s.CaseId == c.Id, ct),
            CaseCodes.Of(c.Wish),
            CaseCodes.Of(c.Secrecy),
            presenter.Unit(c.AboutUnitId),
            c.Desk,
            regions.PathOf(RegionCode.Parse(c.Desk)),
            [.. (c.ConsultedUtc is null ? loaded.Assisting : []).Select(id => units.Find(id)).OfType<UnitInfo>().Select(u => new Named(u.Code, u.Name))],
            c.IsFinalDispatch,
            accounts.NameOf(c.FirstReceiver),
            presenter.Unit(c.FirstReceiverUnitId),
            c.DispatchedUtc,
            c.SignedUtc,
            c.ContactedUtc,
            c.StoppedUtc,
            c.ClosedUtc,
            c.Resolution is { } resolution ? CaseCodes.Of(resolution) : null,
            c.Satisfaction is { } satisfaction ? CaseCodes.Of(satisfaction) : null,
            c.Rating is { } rating ? CaseCodes.Of(rating) : null,
            c.TimesReturned,
            c.TimesSentBack,
            c.TimesReopened,
            mergedInto,
            c.ExternalId,
            [.. presenter.Limits(c)],
            [.. people.Select(p => Show(p, loaded))],
            attachments.ConvertAll(a => new AttachmentView(a.Id, CaseCodes.Of(a.Stage), isKept ? PersonSecrecy.PlainName(a) : a.Name, a.ContentType, a.Size, a.AddedUtc, a.AddedBy == Actor.Citizen.Account ? null : accounts.NameOf(a.AddedBy))),
            presenter.Clock(c),
            presenter.Consultation(loaded),
            c.UnsettledReturns);
    }

    private PersonView Show(CasePerson person, LoadedCase loaded)
    {
        if (PersonSecrecy.IsHidden(person, loaded.Case, current.Actor))
        {
            return new PersonView(person.Id, CaseCodes.Of(person.Role), null, null, false, IsKept: true);
        }

        var opened = vault.Open(person.Id, new SealedPerson(person.WrappedKey, person.Sealed));
        var masked = opened.IsSuccess ? opened.Value.Masked() : null;
        return new PersonView(person.Id, CaseCodes.Of(person.Role), masked?.Name, masked?.Phone, PersonSecrecy.MayReveal(person, loaded.Case, current.Actor));
    }
}
