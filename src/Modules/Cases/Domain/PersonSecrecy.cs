using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;

namespace Fengqiao.Cases.Domain;

/// <summary>
/// Who may know the people of a case. The reporter who asked for secrecy is kept from the units that handle the case, and so from whoever is
/// complained about (济南市12345市民服务热线条例 art. 32: caller data never goes to the complained-about). A unit named as the one complained about
/// never learns who complained, whatever the reporter wished and whatever else its people do in the case.
/// </summary>
internal static class PersonSecrecy
{
    public static bool IsHidden(CasePerson person, Case on, Actor actor) =>
        person.Role == PersonRole.Reporter && (IsComplainedAbout(on, actor) || (on.Wish == ReporterWish.Secret && !KnowsTheReporter(on, actor)));

    /// <summary>The actor works for the unit that the case complains about.</summary>
    public static bool IsComplainedAbout(Case on, Actor actor) => on.AboutUnitId is { } unit && actor.Units.Contains(unit);

    /// <summary>
    /// Name of a file as it is told to those from whom the reporter is kept: what reporters send is often called after them.
    /// </summary>
    public static string PlainName(CaseAttachment file) =>
        file.AddedBy == Actor.Citizen.Account || file.Stage == AttachmentStage.Report ? $"{CaseCodes.Of(file.Stage)}-{file.Id.ToString("N")[^6..]}{Path.GetExtension(file.Name)}" : file.Name;

    /// <summary>Those who have to talk to the person: the desk, the call-back, and the lead unit while it handles the case.</summary>
    public static bool MayReveal(CasePerson person, Case on, Actor actor) =>
        !IsHidden(person, on, actor)
        && (KnowsTheReporter(on, actor)
            || (CaseStates.InHand.Contains(on.State) && actor.PostsWith(Rights.CasesHandle).Any(p => p.UnitId == on.LeadUnitId)));

    private static bool KnowsTheReporter(Case on, Actor actor) =>
        on.FirstReceiver == actor.Account
        || actor.CanIn(Rights.CasesDispatch, RegionCode.Parse(on.Desk))
        || actor.CanIn(Rights.CasesCallBack, RegionCode.Parse(on.Place));
}
