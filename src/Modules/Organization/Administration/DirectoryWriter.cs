using Fengqiao.Kernel;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Organization.Administration;

/// <summary>
/// How an administrator changes what a directory shows: the right is asked for, the change and its audit entry are one commit, every node
/// learns of it, and this one shows it at once.
/// </summary>
internal sealed class DirectoryWriter(Writer writer, DirectoryKeeper keeper, CurrentActor current)
{
    /// <summary>Runs the act once, also when its form is sent twice.</summary>
    /// <param name="right">Which right it takes.</param>
    /// <param name="directory">One of <see cref="Storage.DirectoryRevision"/>.</param>
    /// <param name="act">Checks the input and says what changes, audit entry included.</param>
    public Task<Result<Done>> ChangeAsync(string right, string directory, Func<Task<Result<Commit>>> act, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (!current.Actor.Can(right))
        {
            return OrganizationErrors.Forbidden;
        }

        var decided = await act();
        if (decided.Failed(out var error))
        {
            return error;
        }

        var saved = await writer.SaveAsync(decided.Value.Upsert(keeper.Changed(directory)), ct);
        if (saved.IsSuccess)
        {
            await keeper.RefreshAsync(ct);
        }

        return saved;
    }, ct);
}
