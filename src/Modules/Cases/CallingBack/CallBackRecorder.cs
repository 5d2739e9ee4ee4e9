using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Cases.Moving;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.CallingBack;

/// <summary>
/// What those who call back write down: an answer, a try without one, that it is given up or does not count. An answer moves the case on in the same
/// commit: what is unsolved goes back to the unit, the rest closes.
/// </summary>
internal sealed class CallBackRecorder(
    FengqiaoDb db,
    CallBackReader reader,
    CallBackKeeper keeper,
    MoveFactsFinder facts,
    MoveWriting moves,
    Writer writer,
    CountyClock clock,
    CurrentActor current,
    IStringLocalizer<CallBackTexts> texts)
{
    /// <summary>Farther ahead nobody makes an appointment for a call.</summary>
    private static readonly TimeSpan LatestLater = TimeSpan.FromDays(30);

    public Task<Result<CallBackOutcome>> RecordAsync(Guid id, CallBackResult result, CancellationToken ct) =>
        OpenAsync(id, (task, loaded) => AnswerAsync(task, loaded, result, holdsLink: false, ct), ct);

    /// <summary>Writes an answer down and moves the case on. The task has to be open.</summary>
    /// <param name="holdsLink">The reporter answers; who acts is the citizen then.</param>
    public async Task<Result<CallBackOutcome>> AnswerAsync(CallBackTask task, LoadedCase loaded, CallBackResult result, bool holdsLink, CancellationToken ct)
    {
        var read = Read(result);
        if (read.Failed(out var error))
        {
            return error;
        }

        var (on, input) = (loaded.Case, read.Value);
        var known = (await facts.ForAsync(loaded, CaseMove.CallBack, input, isReporter: false, ct)) with { HoldsLink = holdsLink };
        var commit = new Commit().Update(on, on.Version);
        if ((await moves.AddAsync(commit, loaded, CaseMove.CallBack, input, known, null, ct)).Failed(out error))
        {
            return error;
        }

        var goesBack = result.Again || input.Resolution == Resolution.Unsolved;
        var next = goesBack ? new MoveInput { Text = texts[holdsLink ? "SendBack.Link" : "SendBack.Phone", Said(input)] } : new MoveInput();
        return (await moves.AddAsync(commit, loaded, goesBack ? CaseMove.SendBack : CaseMove.Close, next, known, null, ct)).Failed(out error)
            ? error
            : await SaveAsync(commit, task.Id, on, CallBackState.Done, ct);
    }

    public Task<Result<CallBackOutcome>> TryAsync(Guid id, CallBackAttempt attempt, CancellationToken ct) => OpenAsync(id, async (task, loaded) =>
    {
        if (!CaseCodes.TryParse<TryOutcome>(attempt.Outcome, out var outcome))
        {
            return CallBackErrors.OutcomeUnknown;
        }

        var now = clock.UtcNow;
        var next = outcome == TryOutcome.Later ? attempt.LaterAt?.UtcDateTime : null;
        if (outcome == TryOutcome.Later && (next is null ? CallBackErrors.LaterMissing : next <= now || next > now + LatestLater ? CallBackErrors.LaterIsPast : null) is { } wrong)
        {
            return wrong;
        }

        var tried = task with { State = CallBackState.Tried, Tries = task.Tries + 1, NextUtc = next, Version = task.Version + 1 };
        var commit = new Commit().Update(tried, task.Version)
            .Insert(new CallBackTry { Id = clock.NewId(), TaskId = task.Id, AtUtc = now, Account = current.Actor.Account, Outcome = outcome, NextUtc = next })
            .Audit("call-back.tried", "case", loaded.Case.Number, new { outcome = CaseCodes.Of(outcome), tries = tried.Tries });
        return await SaveAsync(commit, task.Id, loaded.Case, tried.State, ct);
    }, ct);

    /// <summary>Nobody was reached so often that the call-back is given up. The case closes; the figures count it as not reached.</summary>
    public Task<Result<CallBackOutcome>> GiveUpAsync(Guid id, CancellationToken ct) => OpenAsync(id, async (task, loaded) =>
    {
        var rule = await keeper.RuleAsync(clock.Today, ct);
        return task.Tries < rule.MostTries && await reader.HasPhoneAsync(task.CaseId, ct)
            ? CallBackErrors.TriesMissing(rule.MostTries)
            : await CloseAsync(new Commit(), task, loaded, CallBackState.NotReached, texts["Closed.NotReached", task.Tries], ct);
    }, ct);

    /// <summary>Asks that it does not count. Refused contact is the caller's to say, once a try has recorded it; all else a second person decides.</summary>
    public Task<Result<CallBackOutcome>> ExcludeAsync(Guid id, ExclusionRequest request, CancellationToken ct) => OpenAsync(id, async (task, loaded) =>
    {
        if (task.IsExclusionAsked)
        {
            return CallBackErrors.ExclusionAsked;
        }

        var errors = new List<Error>();
        if (!CaseCodes.TryParse<CallBackExclusion>(request.Reason, out var reason))
        {
            errors.Add(CallBackErrors.ReasonUnknown);
        }

        var text = WrittenText.Of(request.Text) ?? "";
        if (text.Length > CallBackTask.LongestWords)
        {
            errors.Add(CaseErrors.TooLong("text", CallBackTask.LongestWords));
        }
        else if (text.Length == 0 && reason.NeedsSecondPerson())
        {
            errors.Add(CaseErrors.ReasonMissing with { Field = "text" });
        }

        if (Error.Join(errors) is { } wrong)
        {
            return wrong;
        }

        var asked = task with { Exclusion = reason, ExclusionText = text, ExclusionAskedBy = current.Actor.Account, Version = task.Version + 1 };
        var commit = new Commit();
        if (reason.NeedsSecondPerson())
        {
            commit.Update(asked, task.Version).Audit("call-back.exclusion-asked", "case", loaded.Case.Number, new { reason = CaseCodes.Of(reason) });
            return await SaveAsync(commit, task.Id, loaded.Case, asked.State, ct);
        }

        return await db.Set<CallBackTry>().AnyAsync(t => t.TaskId == task.Id && t.Outcome == TryOutcome.Refused, ct)
            ? await ExcludeAsync(commit, task, asked, loaded, ct)
            : CallBackErrors.NobodyRefused;
    }, ct);

    /// <summary>The second person agrees, and the case closes without an answer; or does not, and it is called on.</summary>
    public Task<Result<CallBackOutcome>> DecideAsync(Guid id, ExclusionDecision decision, CancellationToken ct) => OpenAsync(id, async (task, loaded) =>
    {
        if (!task.IsExclusionAsked)
        {
            return CallBackErrors.NothingAsked;
        }

        if (task.ExclusionAskedBy == current.Actor.Account)
        {
            return CallBackErrors.SecondPerson;
        }

        if (decision.Approve)
        {
            return await ExcludeAsync(new Commit(), task, task, loaded, ct);
        }

        var refused = task with { Exclusion = null, ExclusionText = "", ExclusionAskedBy = null, Version = task.Version + 1 };
        var commit = new Commit().Update(refused, task.Version)
            .Audit("call-back.exclusion-refused", "case", loaded.Case.Number, new { reason = CaseCodes.Of(task.Exclusion!.Value), askedBy = task.ExclusionAskedBy });
        return await SaveAsync(commit, task.Id, loaded.Case, refused.State, ct);
    }, ct);

    private Task<Result<CallBackOutcome>> ExcludeAsync(Commit commit, CallBackTask stored, CallBackTask asked, LoadedCase loaded, CancellationToken ct)
    {
        var reason = CaseCodes.Of(asked.Exclusion!.Value);
        commit.Audit("call-back.excluded", "case", loaded.Case.Number, new { reason, askedBy = asked.ExclusionAskedBy });
        return CloseAsync(commit, asked with { Version = stored.Version }, loaded, CallBackState.Excluded, texts["Closed.Excluded", texts[$"exclusion.{reason}"].Value], ct);
    }

    private async Task<Result<CallBackOutcome>> CloseAsync(Commit commit, CallBackTask task, LoadedCase loaded, CallBackState ending, string why, CancellationToken ct)
    {
        var on = loaded.Case;
        var input = new MoveInput { Text = why };
        var known = (await facts.ForAsync(loaded, CaseMove.Close, input, isReporter: false, ct)) with { IsCallBackOver = true };
        commit.Update(on, on.Version);
        return (await moves.AddAsync(commit, loaded, CaseMove.Close, input, known, new CallBackEnding(task, ending), ct)).Failed(out var error)
            ? error
            : await SaveAsync(commit, task.Id, on, ending, ct);
    }

    private Task<Result<CallBackOutcome>> OpenAsync(Guid id, Func<CallBackTask, LoadedCase, Task<Result<CallBackOutcome>>> act, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (await reader.FindAsync(id, ct) is not (var task, var loaded))
        {
            return CallBackErrors.NotFound;
        }

        return !CallBackReader.MayCall(current.Actor, loaded.Case) ? CaseErrors.NotAllowed
            : !task.IsOpen ? task.Way == CallBackWay.Link ? CallBackErrors.LinkUsed : CallBackErrors.Over
            : await act(task, loaded);
    }, ct);

    private Task<Result<CallBackOutcome>> SaveAsync(Commit commit, Guid id, Case on, CallBackState state, CancellationToken ct) =>
        writer.SaveAsync(commit, () => new CallBackOutcome(id, on.Number, CaseCodes.Of(state), CaseCodes.Of(on.State)), ct);

    private string Said(MoveInput input) => input.Text is { Length: > 0 } words ? words : texts["SendBack.NoWords"];

    private static Result<MoveInput> Read(CallBackResult result)
    {
        var errors = new List<Error>();
        if (!CaseCodes.TryParse<Resolution>(result.Resolution, out var resolution))
        {
            errors.Add(string.IsNullOrEmpty(result.Resolution) ? CaseErrors.FieldMissing(MoveField.Resolution) : CaseErrors.UnknownCode("resolution", result.Resolution));
        }

        if (!CaseCodes.TryParse<Satisfaction>(result.Satisfaction, out var satisfaction))
        {
            errors.Add(string.IsNullOrEmpty(result.Satisfaction) ? CaseErrors.FieldMissing(MoveField.Satisfaction) : CaseErrors.UnknownCode("satisfaction", result.Satisfaction));
        }

        var text = WrittenText.Of(result.Text);
        if (text?.Length > CallBackTask.LongestWords)
        {
            errors.Add(CaseErrors.TooLong("text", CallBackTask.LongestWords));
        }

        return Error.Join(errors) is { } wrong ? wrong : new MoveInput { Text = text, Resolution = resolution, Satisfaction = satisfaction };
    }
}
