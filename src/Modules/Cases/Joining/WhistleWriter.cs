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

/// <summary>A town whistles; units acknowledge, come, answer; both score. The rows, the units' way to the case and the word to them are one commit.</summary>
internal sealed class WhistleWriter(
    FengqiaoDb db, CaseReader cases, WhistleReader reader, IUnitDirectory units, Writer writer, CasesSignal desks, CountyClock clock, CurrentActor current)
{
    public const int MostCalled = 12;

    public Task<Result<WhistleView>> CallAsync(string number, WhistleRequest request, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (await cases.FindAsync(number, current.Actor, ct) is not { } loaded)
        {
            return CaseErrors.NotFound;
        }

        if (WhistleActs.TownOf(current.Actor, loaded.Case, units) is not { } town)
        {
            return JointErrors.NoTown;
        }

        if (!WhistleActs.IsOpen(loaded.Case))
        {
            return loaded.Case.Secrecy == CaseSecrecy.Restricted ? JointErrors.CaseRestricted : JointErrors.CaseEnded;
        }

        var errors = new List<Error>();
        var place = JointText.Needed(request.Place, "place", errors);
        var reason = JointText.Needed(request.Reason, "reason", errors);
        var called = Called(request.Units, errors);
        var limit = await LimitAsync(loaded.Case, request.Urgency, errors, ct);
        return Error.Join(errors) is { } wrong ? wrong : await CallAsync(loaded, town, place, reason, limit!, called, ct);
    }, ct);

    /// <param name="expected">The version of the call the caller has seen.</param>
    public Task<Result<WhistleCallView>> ActAsync(Guid id, string act, int expected, CallRequest request, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (await reader.FindCallAsync(id, ct) is not (var call, var whistle, var loaded))
        {
            return JointErrors.NotFound;
        }

        if (!CaseCodes.TryParse<CallAct>(act, out var made))
        {
            return JointErrors.ActUnknown;
        }

        if (!WhistleActs.Of(current.Actor, whistle, call, clock.UtcNow).Contains(made))
        {
            return WhistleActs.Posts(current.Actor).Any(p => p.UnitId == call.UnitId || p.UnitId == whistle.UnitId) ? JointErrors.CallNotThere(call.State) : CaseErrors.NotAllowed;
        }

        var changed = Changed(made, call, request);
        if (changed.Failed(out var error))
        {
            return error;
        }

        var (row, on) = (changed.Value with { Version = expected + 1 }, loaded.Case);
        var commit = new Commit().Update(row, expected)
            .Audit($"whistle.{CaseCodes.Of(made)}", "case", on.Number, new { call.UnitId, row.UnitScore, row.CallScore, row.IsNeedless });
        if (made is CallAct.Answer or CallAct.CallOff)
        {
            var (step, told) = made == CallAct.Answer ? (UnitsCalled.WhistleAnswered, whistle.UnitId) : (UnitsCalled.WhistleOff, call.UnitId);
            commit.Publish(() => new UnitsCalled(on.Id, on.Number, step, CaseCodes.Of(on.State), [told], made == CallAct.Answer ? call.UnitId : whistle.UnitId, clock.UtcNow));
        }

        return await DoneAsync(commit, () => reader.View(row, whistle), ct);
    }, ct);

    private Result<WhistleCall> Changed(CallAct act, WhistleCall call, CallRequest request)
    {
        var (account, now) = (current.Actor.Account, clock.UtcNow);
        var errors = new List<Error>();
        var text = act is CallAct.Acknowledge or CallAct.Arrive ? "" : JointText.Needed(request.Text, "text", errors);
        if (act is CallAct.ScoreUnit or CallAct.ScoreCall && request.Score is not (>= WhistleCall.LowestScore and <= WhistleCall.HighestScore))
        {
            errors.Add(JointErrors.Score);
        }

        if (Error.Join(errors) is { } wrong)
        {
            return wrong;
        }

        return act switch
        {
            CallAct.Acknowledge => call.Acknowledge(account, now),
            CallAct.Arrive => call.Arrive(account, now),
            CallAct.Answer => call.Reply(text, account, now),
            CallAct.CallOff => call.CallOff(text, account, now),
            CallAct.ScoreUnit => call.ScoreUnit(request.Score!.Value, text, account, now),
            _ => call.ScoreCall(request.Score!.Value, request.Needless, text, account),
        };
    }

    private async Task<Result<WhistleView>> CallAsync(LoadedCase loaded, UnitInfo town, string place, string reason, WhistleLimit limit, IReadOnlyList<Guid> called, CancellationToken ct)
    {
        var (on, now) = (loaded.Case, clock.UtcNow);
        var whistle = new Whistle
        {
            Id = clock.NewId(), CaseId = on.Id, UnitId = town.Id, CalledBy = current.Actor.Account, CalledUtc = now, Place = place, Reason = reason,
            Urgency = limit.Urgency, Rule = limit.Code, ArriveByUtc = now.AddMinutes(limit.Minutes),
        };
        List<WhistleCall> calls = [.. called.Select(unit => new WhistleCall { Id = clock.NewId(), WhistleId = whistle.Id, CaseId = on.Id, UnitId = unit, ArriveByUtc = whistle.ArriveByUtc })];
        var seen = on.Version;
        on.Touch(now);
        var commit = new Commit().Update(on, seen).Insert(whistle).InsertAll(calls)
            .Audit("whistle.call", "case", on.Number, new { town = town.Id, units = called, urgency = CaseCodes.Of(limit.Urgency), whistle.ArriveByUtc })
            .Publish(() => new UnitsCalled(on.Id, on.Number, UnitsCalled.Whistle, CaseCodes.Of(on.State), called, town.Id, now));
        foreach (var unit in called.Where(id => loaded.Units.All(u => u.UnitId != id)))
        {
            // It reads the case from now on, and acts only on its call: like a unit that took part once.
            commit.Upsert(new CaseUnit { CaseId = on.Id, UnitId = unit, IsLead = false, IsActive = false, SinceUtc = now });
        }

        return await DoneAsync(commit, () => reader.View(whistle, calls, on), ct);
    }

    private async Task<Result<T>> DoneAsync<T>(Commit commit, Func<T> view, CancellationToken ct)
    {
        var saved = await writer.SaveAsync(commit, view, ct);
        if (saved.IsSuccess)
        {
            desks.Touch();
        }

        return saved;
    }

    private List<Guid> Called(IReadOnlyList<string>? codes, List<Error> errors)
    {
        List<UnitInfo?> found = [.. (codes ?? []).Where(c => !string.IsNullOrWhiteSpace(c)).Select(c => units.FindByCode(c.Trim())).Distinct()];
        var fault = found.Count == 0 ? JointErrors.NobodyCalled
            : found.Exists(u => u is null || units.All.All(known => known.Id != u.Id)) ? CaseErrors.UnitUnknown.For("units")
            : found.Exists(u => !WhistleActs.CanBeCalled(u!)) ? JointErrors.NoDepartment
            : found.Count > MostCalled ? JointErrors.TooManyCalled(MostCalled)
            : null;
        if (fault is not null)
        {
            errors.Add(fault);
            return [];
        }

        return found.ConvertAll(u => u!.Id);
    }

    private async Task<WhistleLimit?> LimitAsync(Case on, string? code, List<Error> errors, CancellationToken ct)
    {
        var urgency = on.Urgency;
        if (!string.IsNullOrEmpty(code) && !CaseCodes.TryParse(code, out urgency))
        {
            errors.Add(CaseErrors.UnknownCode("urgency", code));
            return null;
        }

        var limit = WhistleLimit.On(await db.Set<WhistleLimit>().Where(l => l.Urgency == urgency).ToListAsync(ct), urgency, clock.Today);
        if (limit is null)
        {
            errors.Add(JointErrors.NoLimit);
        }

        return limit;
    }
}
