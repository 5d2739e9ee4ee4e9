using Fengqiao.Cases.Domain;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Wording;

/// <summary>How words are changed: by whoever has the right, with an audit entry in the same commit, and in force here at once.</summary>
internal sealed class WordWriter(Writer writer, WordSource words, CurrentActor current)
{
    public Task<Result<Done>> ChangeAsync(Func<Task<Result<Commit>>> act, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (!current.Actor.Can(Rights.WordsManage))
        {
            return CaseErrors.NotAllowed;
        }

        var decided = await act();
        if (decided.Failed(out var error))
        {
            return error;
        }

        var saved = await writer.SaveAsync(decided.Value, ct);
        if (saved.IsSuccess)
        {
            await words.ReloadAsync(ct);
        }

        return saved;
    }, ct);
}
