using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Administration;

/// <summary>
/// How an administrator changes categories, limits and dispatch rules: the right is asked for, the change and its audit entry are one commit,
/// and it is in force here at once (on other nodes within half a minute). Cases that were dispatched keep the limits they got.
/// </summary>
internal sealed class CatalogueWriter(Writer writer, CatalogueSource catalogue, CurrentActor current)
{
    public Task<Result<Done>> ChangeAsync(Func<Task<Result<Commit>>> act, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (!current.Actor.Can(Rights.OrganizationManage))
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
            await catalogue.ReloadAsync(ct);
        }

        return saved;
    }, ct);
}
