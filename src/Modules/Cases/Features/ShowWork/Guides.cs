using Fengqiao.Contracts;
using Fengqiao.Platform.Access;

namespace Fengqiao.Cases.Features.ShowWork;

/// <summary>One thing a newcomer should know, and where to see it.</summary>
/// <param name="Text">Name of its texts: <c>NAME</c> and <c>NAME.Text</c>.</param>
/// <param name="Href">The page it is about; null for what is done outside the pages.</param>
/// <param name="Right">Without it the page would be closed, and the step is left out; null for everybody's pages.</param>
public sealed record GuideStep(string Text, string? Href, string? Right);

/// <summary>The first visit of each role: what the work begins with, in the order in which it comes.</summary>
internal static class Guides
{
    /// <summary>More would not be read. Who has several posts sees the beginning of each day's work they have.</summary>
    public const int Most = 4;

    private static readonly GuideStep Register = new("Register", "/cases/new", Rights.CasesRegister);
    private static readonly GuideStep Dispatch = new("Dispatch", "/cases?queue=to-dispatch&sort=received", Rights.CasesDispatch);
    private static readonly GuideStep Sign = new("Sign", "/cases?queue=to-sign&sort=due", Rights.CasesHandle);
    private static readonly GuideStep Views = new("Views", "/cases", Rights.CasesRead);
    private static readonly GuideStep Figures = new("Figures", "/statistics", Rights.StatisticsRead);
    private static readonly GuideStep Password = new("Password", "/account", null);

    private static readonly Dictionary<string, GuideStep[]> OfRole = new(StringComparer.Ordinal)
    {
        [Roles.GridWorker] = [Register with { Text = "Report" }, new("Answer", "/cases?state=registered", Rights.CasesAnswer), new("Mine", "/cases", Rights.CasesRead)],
        [Roles.VillageOfficer] = [Register, Sign, new("PassUp", "/cases?queue=to-dispatch&sort=received", Rights.CasesDispatch)],
        [Roles.TownDispatcher] = [Dispatch, Register, Views, Figures],
        [Roles.CountyDispatcher] = [Dispatch, new("Returns", "/cases?queue=returns-to-review&sort=received", Rights.CasesDispatch), Views, Figures],
        [Roles.Handler] = [Sign, new("Handle", "/cases?queue=in-hand&sort=due", Rights.CasesHandle), new("DueSoon", "/cases?queue=due-soon&sort=due", Rights.CasesHandle)],
        [Roles.Verifier] = [new("Verify", "/cases?queue=to-verify&sort=received", Rights.CasesVerify), new("SendBack", "/cases?queue=to-verify&sort=due", Rights.CasesVerify), Views],
        [Roles.CallBack] = [new("CallBack", "/callbacks", Rights.CasesCallBack), new("Close", "/cases?queue=to-close&sort=received", Rights.CasesCallBack), Figures],
        [Roles.Leader] = [Figures, new("Overdue", "/cases?state=open&overdue=true&sort=due", Rights.CasesRead), new("Map", "/cases?view=map", Rights.CasesRead)],
        [Roles.SystemAdmin] =
        [
            new("Places", "/admin/regions", Rights.OrganizationManage), new("Units", "/admin/units", Rights.OrganizationManage),
            new("Rules", "/admin/try", Rights.OrganizationManage), new("Health", "/operations/system", Rights.OperationsRead),
        ],
        [Roles.SecurityAdmin] = [new("Staff", "/admin/staff", Rights.AccountsManage), new("RolesTable", "/admin/roles", Rights.AccountsManage), new("Tokens", "/admin/tokens", Rights.AccountsManage)],
        [Roles.AuditAdmin] = [Password, new("Chain", null, Rights.AuditRead), new("Apart", "/account", Rights.AuditRead)],
    };

    /// <summary>The steps of a person; of a role the county made itself, those everybody has.</summary>
    public static IReadOnlyList<GuideStep> Of(Actor actor)
    {
        var held = actor.Posts.Select(p => p.Role).ToHashSet(StringComparer.Ordinal);
        var steps = Roles.Ordered.Where(held.Contains).SelectMany(role => OfRole[role]).Where(step => IsOpen(step, actor)).DistinctBy(step => step.Text).Take(Most).ToList();
        return steps.Count > 0 ? steps : [.. ((GuideStep[])[Views, Password]).Where(step => IsOpen(step, actor))];
    }

    private static bool IsOpen(GuideStep step, Actor actor) =>
        step.Right is null || actor.Can(step.Right) || (step.Right == Rights.CasesRead && actor.Can(Rights.CasesReadArea));
}
