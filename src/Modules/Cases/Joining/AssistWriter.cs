using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Cases.Watching;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Joining;

/// <summary>What people do with the tasks of assisting units: ask, accept, reply, take or send back, ask otherwise, release.</summary>
internal sealed class AssistWriter(
    FengqiaoDb db, CaseReader cases, JointReader reader, IUnitDirectory units, ICalendarSource calendar, Writer writer, CasesSignal desks, CountyClock clock, CurrentActor current)
{
    /// <summary>So many units take part in one case at most, the lead unit aside.</summary>
    private const int MostUnits = 12;

    public Task<Result<AssistView>> AskAsync(string number, AskRequest request, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (await cases.FindAsync(number, current.Actor, ct) is not { Case: var on } loaded)
        {
            return CaseErrors.NotFound;
        }

        if (!AssistActs.Leads(current.Actor, on) && !AssistActs.Dispatches(current.Actor, on))
        {
            return CaseErrors.NotAllowed;
        }

        if (!CaseStates.InHand.Contains(on.State))
        {
            return JointErrors.NotInHand;
        }

        var errors = new List<Error>();
        var text = JointText.Needed(request.Text, "text", errors);
        var due = Due(on, request.Days, errors);
        var unit = await AskedAsync(loaded, request.Unit, errors, ct);
        return Error.Join(errors) is { } wrong ? wrong : await AskAsync(loaded, unit!.Value, text, due, ct);
    }, ct);

    /// <param name="expected">The version of the task the caller has seen.</param>
    public Task<Result<AssistView>> ActAsync(Guid id, string act, int expected, AssistRequest request, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (await reader.FindTaskAsync(id, ct) is not (var task, var loaded))
        {
            return JointErrors.NotFound;
        }

        if (!CaseCodes.TryParse<AssistAct>(act, out var made))
        {
            return JointErrors.ActUnknown;
        }

        if (!AssistActs.Of(current.Actor, loaded.Case, task).Contains(made))
        {
            var hasPart = AssistActs.Leads(current.Actor, loaded.Case) || AssistActs.Dispatches(current.Actor, loaded.Case) || current.Actor.Units.Contains(task.UnitId);
            return hasPart ? JointErrors.TaskNotThere(task.State) : CaseErrors.NotAllowed;
        }

        var changed = await ChangedAsync(made, task, loaded.Case, request, ct);
        return changed.Failed(out var error) ? error : await SaveAsync(made, changed.Value, expected, loaded, ct);
    }, ct);

    private async Task<Result<AssistTask>> ChangedAsync(AssistAct act, AssistTask task, Case on, AssistRequest request, CancellationToken ct)
    {
        var (account, now) = (current.Actor.Account, clock.UtcNow);
        var errors = new List<Error>();
        var text = act is AssistAct.Accept or AssistAct.Take ? "" : JointText.Needed(request.Text, "text", errors);
        var due = act == AssistAct.Change ? request.Days is null ? task.DueUtc : Due(on, request.Days, errors) : now;
        List<Guid> files = act == AssistAct.Reply ? [.. (request.Files ?? []).Distinct()] : [];
        if (files.Count > 0 && await db.Set<CaseAttachment>().CountAsync(a => a.CaseId == on.Id && files.Contains(a.Id), ct) != files.Count)
        {
            errors.Add(JointErrors.FileUnknown);
        }

        if (Error.Join(errors) is { } wrong)
        {
            return wrong;
        }

        return act switch
        {
            AssistAct.Accept => task.Accept(account, now),
            AssistAct.Reply => task.Answer(text, files, account, now),
            AssistAct.Take => task.TakeReply(account, now),
            AssistAct.SendBack => task.SendBack(text),
            AssistAct.Change => task.Change(text, due),
            _ => task.End(AssistEnd.Released, text, account, now),
        };
    }

    private async Task<Result<AssistView>> SaveAsync(AssistAct act, AssistTask task, int expected, LoadedCase loaded, CancellationToken ct)
    {
        var on = loaded.Case;
        var commit = new Commit().Update(task with { Version = expected + 1 }, expected).Audit($"assist.{CaseCodes.Of(act)}", "case", on.Number, new { task.UnitId, task.DueUtc });
        if (act == AssistAct.Release)
        {
            // Out of the case but for reading, as after a return: lists have to learn of it with the case.
            var part = loaded.Units.First(u => u.UnitId == task.UnitId);
            commit.Upsert(new CaseUnit { CaseId = on.Id, UnitId = part.UnitId, IsLead = false, IsActive = false, SinceUtc = part.SinceUtc });
            var seen = on.Version;
            on.Touch(clock.UtcNow);
            commit.Update(on, seen);
        }

        (string Step, Guid Unit)? tell = act switch
        {
            AssistAct.Reply => (UnitsCalled.AssistReplied, on.LeadUnitId!.Value),
            AssistAct.SendBack => (UnitsCalled.AssistSentBack, task.UnitId),
            AssistAct.Change => (UnitsCalled.AssistAsked, task.UnitId),
            _ => null,
        };
        if (tell is (var step, var unit))
        {
            commit.Publish(() => new UnitsCalled(on.Id, on.Number, step, CaseCodes.Of(on.State), [unit], task.UnitId, clock.UtcNow));
        }

        return await DoneAsync(commit, () => reader.View(task with { Version = expected + 1 }, loaded), ct);
    }

    private async Task<Result<AssistView>> AskAsync(LoadedCase loaded, Guid unit, string text, DateTime due, CancellationToken ct)
    {
        var (on, now) = (loaded.Case, clock.UtcNow);
        var task = new AssistTask { Id = clock.NewId(), CaseId = on.Id, UnitId = unit, Asked = text, AskedBy = current.Actor.Account, AskedUtc = now, DueUtc = due };
        var since = loaded.Units.FirstOrDefault(u => u.UnitId == unit)?.SinceUtc ?? now;

        // With the version of the case: whoever submits at the same moment has not seen the task, and one of the two has to look again.
        var seen = on.Version;
        on.Touch(now);
        var commit = new Commit().Update(on, seen).Insert(task)
            .Upsert(new CaseUnit { CaseId = on.Id, UnitId = unit, IsLead = false, IsActive = true, SinceUtc = since })
            .Audit("assist.ask", "case", on.Number, new { unit, due })
            .Publish(() => new UnitsCalled(on.Id, on.Number, UnitsCalled.AssistAsked, CaseCodes.Of(on.State), [unit], on.LeadUnitId, now));
        return await DoneAsync(commit, () => reader.View(task, loaded), ct);
    }

    private async Task<Result<AssistView>> DoneAsync(Commit commit, Func<AssistView> view, CancellationToken ct)
    {
        var saved = await writer.SaveAsync(commit, view, ct);
        if (saved.IsSuccess)
        {
            desks.Touch();
        }

        return saved;
    }

    private async Task<Guid?> AskedAsync(LoadedCase loaded, string? code, List<Error> errors, CancellationToken ct)
    {
        var unit = string.IsNullOrWhiteSpace(code) ? null : units.FindByCode(code.Trim());
        if (unit is null || units.All.All(u => u.Id != unit.Id))
        {
            errors.Add(CaseErrors.UnitUnknown.For("unit"));
            return null;
        }

        var fault = unit.Id == loaded.Case.LeadUnitId ? JointErrors.UnitLeads
            : !AssistActs.MayAsk(current.Actor, loaded, unit.Id) ? JointErrors.UnitDoesNotAssist
            : !loaded.Assisting.Contains(unit.Id) && loaded.Assisting.Count >= MostUnits ? CaseErrors.TooManyUnits.For("unit")
            : await db.Set<AssistTask>().AnyAsync(t => t.CaseId == loaded.Case.Id && t.UnitId == unit.Id && t.EndedUtc == null, ct) ? JointErrors.UnitHasTask
            : null;
        if (fault is not null)
        {
            errors.Add(fault);
        }

        return unit.Id;
    }

    private DateTime Due(Case on, int? days, List<Error> errors)
    {
        var (now, closes) = (clock.UtcNow, on.CloseDueUtc ?? clock.UtcNow);
        var due = days is { } given ? AssistDue.Of(given, now, closes, calendar.Current, clock.Zone) : AssistDue.Usual(now, closes, calendar.Current, clock.Zone);
        if (due.Failed(out var error))
        {
            errors.Add(error);
            return now;
        }

        return due.Value;
    }
}
