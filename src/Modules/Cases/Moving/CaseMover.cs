using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Cases;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Moving;

/// <summary>Where the case stands after the move.</summary>
internal sealed record MovedCase(string Number, int Version, string State);

/// <summary>Makes one move: rules, then change, then one commit with the timeline, audit and events.</summary>
internal sealed class CaseMover(
    CaseReader reader,
    FengqiaoDb db,
    MoveInputReader inputs,
    MoveFactsFinder facts,
    LimitClocks clocks,
    Joining.AssistFollow tasks,
    CountyClock clock,
    Writer writer,
    CurrentActor current)
{
    /// <param name="expected">The version the caller has seen.</param>
    public Task<Result<MovedCase>> HandleAsync(string number, CaseMove move, int expected, MoveRequest request, CancellationToken ct) =>
        writer.OnceAsync(
            async () => await reader.FindAsync(number, current.Actor, ct) is { } loaded
                ? await MoveAsync(loaded, move, expected, request, isReporter: false, ct)
                : CaseErrors.NotFound,
            ct);

    public Task<Result<MovedCase>> HandleAsReporterAsync(string? number, string? code, CaseMove move, MoveRequest request, CancellationToken ct) =>
        writer.OnceAsync(
            async () => await reader.FindByTrackingAsync(number, code, ct) is { } loaded
                ? await MoveAsync(loaded, move, loaded.Case.Version, request, isReporter: true, ct)
                : CaseErrors.TrackingFailed,
            ct);

    private async Task<Result<MovedCase>> MoveAsync(LoadedCase loaded, CaseMove move, int expected, MoveRequest request, bool isReporter, CancellationToken ct)
    {
        var moving = loaded.Case;
        if (moving.Version != expected)
        {
            return Outdated(moving);
        }

        var input = await inputs.ReadAsync(moving, move, request, current.Actor, ct);
        if (input.Failed(out var error))
        {
            return error;
        }

        var known = await facts.ForAsync(loaded, move, input.Value, isReporter, ct);
        var rule = MoveRules.Check(moving, move, input.Value, known);
        if (rule.Failed(out error))
        {
            return error;
        }

        var (from, unit) = (moving.State, MoveRules.ActingPost(moving, rule.Value, known)?.UnitId);
        var now = clock.UtcNow;
        var due = move.IsDispatch() ? clocks.ForDispatch(moving, input.Value.Category ?? moving.Category, now).From(moving, now) : (DueTimes?)null;
        var entry = moving.Apply(rule.Value, input.Value, new MoveContext(now, clock.NewId(), current.Actor.Account, unit, due, known.Clock));
        var commit = new Commit()
            .Update(moving, expected)
            .Insert(entry)
            .Audit("case." + CaseCodes.Of(move), "case", moving.Number, new { From = CaseCodes.Of(from), To = CaseCodes.Of(moving.State), moving.Version })
            .Publish(() => new CaseMoved(moving.Id, moving.Number, CaseCodes.Of(move), CaseCodes.Of(from), CaseCodes.Of(moving.State), moving.LeadUnitId, entry.AtUtc));
        var followed = await tasks.AddAsync(commit, move, moving, input.Value, ct);
        if (followed.Failed(out error))
        {
            return error;
        }

        foreach (var part in Participation.After(move, loaded, input.Value, unit, clock.UtcNow))
        {
            commit.Upsert(part);
        }

        var saved = await writer.SaveAsync(commit, () => new MovedCase(moving.Number, moving.Version, CaseCodes.Of(moving.State)), ct);
        return saved.Failed(out error) && error.Code == CommitErrors.Outdated.Code ? await OutdatedAsync(moving.Id, ct) : saved;
    }

    private async Task<Error> OutdatedAsync(Guid id, CancellationToken ct) =>
        Outdated(await db.Set<Case>().FirstAsync(c => c.Id == id, ct));

    private static Error Outdated(Case now) => CommitErrors.Outdated with
    {
        Extra = new Dictionary<string, object> { ["currentVersion"] = now.Version, ["currentState"] = CaseCodes.Of(now.State) },
    };
}
