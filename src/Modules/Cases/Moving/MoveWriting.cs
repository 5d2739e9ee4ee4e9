using Fengqiao.Cases.CallingBack;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Cases;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Moving;

/// <summary>
/// Makes one move within a commit: rules, then the change with its timeline, audit, events, and the call-back that begins or ends with it. Several moves
/// may be one commit; the row of the case is written once, by whoever makes the commit.
/// </summary>
internal sealed class MoveWriting(LimitClocks clocks, Joining.AssistFollow tasks, CallBackKeeper callBacks, CountyClock clock, CurrentActor current)
{
    /// <param name="ending">How the call-back ends that the move gives up; null for every other move.</param>
    /// <returns>The step as it stands in the timeline, or why the move may not be made; then the commit is not to be written.</returns>
    public async Task<Result<TimelineEntry>> AddAsync(
        Commit commit, LoadedCase loaded, CaseMove move, MoveInput input, MoveFacts known, CallBackEnding? ending, CancellationToken ct)
    {
        var moving = loaded.Case;
        var rule = MoveRules.Check(moving, move, input, known);
        if (rule.Failed(out var error))
        {
            return error;
        }

        var (from, unit) = (moving.State, MoveRules.ActingPost(moving, rule.Value, known)?.UnitId);
        var now = clock.UtcNow;
        var due = move.IsDispatch() ? clocks.ForDispatch(moving, input.Category ?? moving.Category, now).From(moving, now) : (DueTimes?)null;
        var entry = moving.Apply(rule.Value, input, new MoveContext(now, clock.NewId(), current.Actor.Account, unit, due, known.Clock));
        var to = CaseCodes.Of(moving.State);
        var (number, lead) = (moving.Number, moving.LeadUnitId);
        commit.Insert(entry)
            .Audit("case." + CaseCodes.Of(move), "case", number, new { From = CaseCodes.Of(from), To = to, moving.Version })
            .Publish(() => new CaseMoved(moving.Id, number, CaseCodes.Of(move), CaseCodes.Of(from), to, lead, entry.AtUtc));
        if ((await tasks.AddAsync(commit, move, moving, input, ct)).Failed(out error))
        {
            return error;
        }

        foreach (var part in Participation.After(move, loaded, input, unit, now))
        {
            commit.Upsert(part);
        }

        await callBacks.FollowAsync(commit, moving, entry, ending, ct);
        return entry;
    }
}
