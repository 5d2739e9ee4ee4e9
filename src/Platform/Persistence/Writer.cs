using System.Text.Json;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Platform.Persistence;

/// <summary>The idempotency key of the current request; set by the filter that found it, read by <see cref="Writer"/>.</summary>
public sealed class RequestKey
{
    public string? Key { get; set; }

    public string RequestHash { get; set; } = "";
}

/// <summary>
/// How a request changes something: adds who acts and the request's idempotency key to the commit, waits for the disk, and gives
/// a repeated request the answer of the first.
/// </summary>
public sealed class Writer(CommitLane lane, FengqiaoDb db, CurrentActor current, RequestKey key, AnswerSeal seal)
{
    /// <summary>
    /// The answer this request got when it was first made, if it was. Asked before the rules are: what was allowed the first time
    /// need not be allowed any more once it has been done.
    /// </summary>
    public async Task<Result<T>?> EarlierAsync<T>(CancellationToken ct)
    {
        if (key.Key is not { } chosen)
        {
            return null;
        }

        var earlier = await db.Set<IdempotencyKey>().FirstOrDefaultAsync(k => k.Key == chosen, ct);
        return earlier is null ? (Result<T>?)null : Repeat<T>(chosen, earlier.Answer, earlier.RequestHash);
    }

    /// <summary>
    /// Runs an act that ends in <see cref="SaveAsync{T}"/>. A repeated request gets the answer of the first from the claim that saving
    /// makes; where the rules refuse it by now, the answer is looked up. So a request made once costs no look-up.
    /// </summary>
    public async Task<Result<T>> OnceAsync<T>(Func<Task<Result<T>>> act, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(act);
        var result = await act();
        return result.IsSuccess ? result : await EarlierAsync<T>(ct) ?? result;
    }

    /// <param name="commit">What changes.</param>
    /// <param name="answer">Called inside the transaction, when numbers are known.</param>
    public async Task<Result<T>> SaveAsync<T>(Commit commit, Func<T> answer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(commit);
        if (key.Key is { } chosen)
        {
            commit.Claim = new IdempotencyClaim(chosen, key.RequestHash, () => seal.Seal(chosen, JsonSerializer.Serialize(answer(), CommitLane.DetailsJson)));
        }

        var outcome = await lane.RunAsync(commit.RequireAudit(), new CommitOrigin(current.Actor.Account, current.Source), ct);
        return outcome.End switch
        {
            CommitEnd.Committed => answer(),
            CommitEnd.Repeated => Repeat<T>(key.Key!, outcome.Answer!, outcome.StoredHash!),
            var refused => CommitErrors.Of(refused),
        };
    }

    public Task<Result<Done>> SaveAsync(Commit commit, CancellationToken ct) => SaveAsync(commit, () => Done.Instance, ct);

    private Result<T> Repeat<T>(string chosen, string answer, string requestHash) => requestHash == key.RequestHash
        ? JsonSerializer.Deserialize<T>(seal.Open(chosen, answer), CommitLane.DetailsJson)!
        : CommitErrors.KeyReused;
}
