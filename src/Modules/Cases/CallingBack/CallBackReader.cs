using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Notifications;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.CallingBack;

/// <summary>Finds a call-back for somebody who may see its case, and puts it into words.</summary>
internal sealed class CallBackReader(
    FengqiaoDb db, CaseReader cases, CasePresenter presenter, CallBackKeeper keeper, ILinkMessages messages, IAccountDirectory accounts, CountyClock clock, CurrentActor current)
{
    /// <summary>Who asks.</summary>
    public Actor Actor => current.Actor;

    public static bool MayCall(Actor actor, Case on) => actor.CanIn(Rights.CasesCallBack, RegionCode.Parse(on.Place));

    /// <summary>The same nothing for a call-back that does not exist and one whose case the actor may not see.</summary>
    public async Task<(CallBackTask Task, LoadedCase Loaded)?> FindAsync(Guid id, CancellationToken ct) =>
        await db.Set<CallBackTask>().FirstOrDefaultAsync(t => t.Id == id, ct) is { } task
        && await cases.FindByIdAsync(task.CaseId, current.Actor, ct) is { } loaded ? (task, loaded) : null;

    /// <summary>Whether the reporter left a number that is still known.</summary>
    public Task<bool> HasPhoneAsync(Guid caseId, CancellationToken ct) =>
        db.Set<CasePerson>().AnyAsync(p => p.CaseId == caseId && p.Role == PersonRole.Reporter && p.PhoneHash != null, ct);

    public async Task<IReadOnlyList<CallBackTryView>> TriesAsync(Guid id, CancellationToken ct) =>
        (await db.Set<CallBackTry>().Where(t => t.TaskId == id).OrderBy(t => t.AtUtc).ThenBy(t => t.Id).ToListAsync(ct))
            .ConvertAll(t => new CallBackTryView(t.AtUtc, accounts.NameOf(t.Account), CaseCodes.Of(t.Outcome), t.NextUtc));

    public async Task<IReadOnlyList<CallBackView>> ViewsAsync(IReadOnlyList<(CallBackTask Task, Case On)> rows, CancellationToken ct)
    {
        var ids = rows.Select(r => r.On.Id).ToList();
        var withPhone = await db.Set<CasePerson>().Where(p => ids.Contains(p.CaseId) && p.Role == PersonRole.Reporter && p.PhoneHash != null).Select(p => p.CaseId).Distinct().ToListAsync(ct);
        var sent = await messages.StatesAsync([.. rows.Where(r => r.Task is { IsOpen: true, LinkHash: not null }).Select(r => r.On.Id)], ct);
        var rule = await keeper.RuleAsync(clock.Today, ct);
        var now = clock.UtcNow;
        return [.. rows.Select(r => View(r.Task, r.On, withPhone.Contains(r.On.Id), sent.GetValueOrDefault(r.On.Id), rule, now))];
    }

    private CallBackView View(CallBackTask t, Case on, bool hasPhone, string? sending, CallBackRule rule, DateTime now) => new(
        t.Id,
        presenter.Row(on),
        presenter.Unit(t.UnitId),
        t.Round,
        CaseCodes.Of(t.State),
        t.DueUtc,
        (t.EndedUtc ?? now) > t.DueUtc,
        t.Tries,
        t.NextUtc,
        hasPhone,
        t.IsOpen && (t.Tries >= rule.MostTries || !hasPhone),
        t.IsOpen && t.LinkHash is not null ? t.LinkExpiresUtc : null,
        sending,
        t.Exclusion is { } reason ? CaseCodes.Of(reason) : null,
        t.ExclusionText,
        t.ExclusionAskedBy is { } by ? accounts.NameOf(by) : null,
        t.Way is { } way ? CaseCodes.Of(way) : null,
        t.Resolution is { } resolution ? CaseCodes.Of(resolution) : null,
        t.Satisfaction is { } satisfaction ? CaseCodes.Of(satisfaction) : null,
        t.Words,
        t.EndedUtc,
        t.EndedBy is { } ended ? accounts.NameOf(ended) : null);
}
