using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
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
    MoveWriting moves,
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
        var commit = new Commit().Update(moving, expected);
        if ((await moves.AddAsync(commit, loaded, move, input.Value, known, null, ct)).Failed(out error))
        {
            return error;
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
