using Fengqiao.Cases.Domain;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.CallingBack;

/// <summary>A call-back that ends without an answer.</summary>
/// <param name="Task">As it should be kept, with the version that is stored.</param>
/// <param name="State">Not reached, or excluded.</param>
internal sealed record CallBackEnding(CallBackTask Task, CallBackState State);

/// <summary>
/// Keeps call-backs in step with cases. What it adds to the commit of a move is on disk with the move or not at all: a case that waits has its task,
/// and a task that is open has its case.
/// </summary>
internal sealed class CallBackKeeper(FengqiaoDb db, PersonVault vault, ICalendarSource calendar, CountyClock clock)
{
    /// <param name="ending">How a call-back ends that brought no answer; null where the move itself says it.</param>
    public async Task FollowAsync(Commit commit, Case moved, TimelineEntry entry, CallBackEnding? ending, CancellationToken ct)
    {
        if (moved.State == CaseState.Verified && entry.FromState != CaseState.Verified)
        {
            var rounds = await db.Set<CallBackTask>().CountAsync(t => t.CaseId == moved.Id, ct);
            var hasPhone = await db.Set<CasePerson>().AnyAsync(p => p.CaseId == moved.Id && p.Role == PersonRole.Reporter && p.PhoneHash != null, ct);
            var rule = await RuleAsync(DateOnly.FromDateTime(clock.ToLocal(entry.AtUtc)), ct);
            commit.Insert(Open(clock.NewId(), moved, rounds + 1, rule, entry.AtUtc, withLink: hasPhone));
        }
        else if (entry.FromState == CaseState.Verified && moved.State != CaseState.Verified
            && (ending?.Task ?? await db.Set<CallBackTask>().FirstOrDefaultAsync(t => t.CaseId == moved.Id && t.EndedUtc == null, ct)) is { } open)
        {
            commit.Update(End(open, entry, ending?.State), open.Version);
        }
    }

    /// <summary>The rule in force on a day.</summary>
    public async Task<CallBackRule> RuleAsync(DateOnly day, CancellationToken ct) => InForce(await db.Set<CallBackRule>().ToListAsync(ct), day);

    /// <summary>The latest that has begun; before the first one began, the first.</summary>
    public static CallBackRule InForce(IReadOnlyCollection<CallBackRule> rules, DateOnly day) =>
        rules.Where(r => r.ValidFrom <= day).MaxBy(r => r.ValidFrom) ?? rules.MinBy(r => r.ValidFrom) ?? throw new InvalidOperationException("The table of call-back rules is empty.");

    /// <summary>The task of a case that has just been verified.</summary>
    public CallBackTask Open(Guid id, Case on, int round, CallBackRule rule, DateTime atUtc, bool withLink) => new()
    {
        Id = id,
        CaseId = on.Id,
        Round = round,
        UnitId = on.LeadUnitId,
        WasContacted = on.ContactedUtc is { } contacted && (on.ContactDueUtc is not { } limit || contacted <= limit),
        OpenedUtc = atUtc,
        DueUtc = Deadline.From(new DeadlineSpec(rule.DueDays, DeadlineUnit.WorkingDay), atUtc, calendar.Current, clock.Zone).DueUtc,
        LinkHash = withLink ? CallBackLinks.HashOf(CallBackLinks.TokenOf(vault, id)) : null,
        LinkExpiresUtc = withLink ? atUtc.AddDays(rule.LinkDays) : null,
    };

    /// <summary>The task as the move that led the case away leaves it.</summary>
    public static CallBackTask End(CallBackTask open, TimelineEntry entry, CallBackState? ending) => open with
    {
        State = ending ?? (entry.Move == CaseMove.CallBack ? CallBackState.Done : CallBackState.Lapsed),
        Way = entry.Move != CaseMove.CallBack ? null : entry.Account == Platform.Access.Actor.Citizen.Account ? CallBackWay.Link : CallBackWay.Phone,
        Resolution = entry.Resolution,
        Satisfaction = entry.Satisfaction,
        Words = entry.Move == CaseMove.CallBack ? entry.Text : "",
        // Somebody who answers is counted, whatever was asked for before.
        Exclusion = ending == CallBackState.Excluded ? open.Exclusion : null,
        EndedUtc = entry.AtUtc,
        EndedBy = entry.Account,
        Version = open.Version + 1,
    };
}
