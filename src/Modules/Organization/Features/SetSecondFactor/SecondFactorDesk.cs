using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.SetSecondFactor;

/// <param name="AddedUtc">When the authenticator was set up; null where there is none.</param>
/// <param name="CodesLeft">Unused codes on paper.</param>
/// <param name="IsRequired">The county asks this person for one: it can be replaced, not left off.</param>
internal sealed record SecondFactorState(DateTime? AddedUtc, int CodesLeft, bool IsRequired)
{
    public IReadOnlyList<PasskeyView> Passkeys { get; init; } = [];
}

/// <param name="UsedUtc">Null before its first use.</param>
public sealed record PasskeyView(Guid Id, string Name, DateTime AddedUtc, DateTime? UsedUtc);

/// <summary>People set up, renew and leave off their own second factor. Each step asks for the password: a session may be in the wrong hands.</summary>
internal sealed class SecondFactorDesk(
    FengqiaoDb db,
    CommitLane lane,
    SecondFactors factors,
    Passkeys passkeys,
    PasswordProof proof,
    AccountDirectory accounts,
    DirectoryKeeper keeper,
    SignInPolicy policy,
    CurrentActor current,
    CountyClock clock)
{
    private const int LongestName = 40;

    public async Task<SecondFactorState> ReadAsync(CancellationToken ct)
    {
        var own = current.Actor.AccountId!.Value;
        return new SecondFactorState((await factors.FindAsync(own, ct))?.AddedUtc, await factors.CodesLeftAsync(own, ct), accounts.Find(own)?.MustHaveSecondFactor(policy) == true)
        {
            Passkeys = [.. (await passkeys.OfAsync(own, ct)).OrderBy(p => p.AddedUtc).Select(p => new PasskeyView(p.Id, p.Name, p.AddedUtc, p.UsedUtc))],
        };
    }

    /// <summary>What the browser is asked to make; null without a session.</summary>
    public async Task<string?> AskForPasskeyAsync(HttpContext context, CancellationToken ct) =>
        current.Actor is { AccountId: { } id } actor && await db.Set<Account>().FirstOrDefaultAsync(a => a.Id == id, ct) is { } account
            ? await passkeys.AskToMakeAsync(context, account, actor.DisplayName.Length > 0 ? actor.DisplayName : account.Name)
            : null;

    /// <returns>Codes on paper, shown once; none where the account has some already.</returns>
    public Task<Result<IReadOnlyList<string>>> AddPasskeyAsync(HttpContext context, string? name, string? credential, string field, string? password, CancellationToken ct) => ProveAsync(field, password, async account =>
    {
        var checks = new InputChecks();
        var called = checks.Required("name", name, LongestName);
        if (checks.Error is { } error)
        {
            return error;
        }

        var commit = new Commit();
        if (!await passkeys.AddAsync(commit, context, account, called, credential))
        {
            return OrganizationErrors.PasskeyRefused;
        }

        var codes = await factors.AddCodesAsync(commit, account.Id, ct);
        commit.Upsert(keeper.Changed(DirectoryRevision.Accounts));
        return await SaveAsync(commit, account, "passkey.added", codes, ct);
    }, ct);

    public Task<Result<IReadOnlyList<string>>> RemovePasskeyAsync(Guid id, string field, string? password, CancellationToken ct) => ProveAsync(field, password, async account =>
    {
        var held = await passkeys.OfAsync(account.Id, ct);
        if (held.Find(p => p.Id == id) is not { } passkey)
        {
            return OrganizationErrors.PasskeyUnknown;
        }

        var commit = new Commit().Delete(passkey).Upsert(keeper.Changed(DirectoryRevision.Accounts));
        return await SaveAsync(commit, account, "passkey.removed", [], ct);
    }, ct);

    /// <summary>Sets it up once the authenticator shows the right code.</summary>
    /// <param name="field">Name of the field the password was typed into, for the sentence beside it.</param>
    /// <param name="proposal">As <see cref="SecondFactors.Propose"/> sealed it into the form.</param>
    /// <returns>The codes on paper, shown once.</returns>
    public Task<Result<IReadOnlyList<string>>> AddAsync(string? proposal, string? code, string field, string? password, CancellationToken ct) => ProveAsync(field, password, async account =>
    {
        if (await factors.FindAsync(account.Id, ct) is not null)
        {
            return OrganizationErrors.HasSecondFactor;
        }

        if (factors.Open(account.Id, proposal) is not { } secret || Totp.Match(secret, code ?? "", clock.UtcNow, 0) is not { } step)
        {
            return OrganizationErrors.CodeWrong;
        }

        var commit = new Commit();
        var codes = await factors.AddAsync(commit, account.Id, secret, step, ct);
        return await SaveAsync(commit, account, "second-factor.added", codes, ct);
    }, ct);

    /// <returns>New codes on paper in place of the old ones, shown once.</returns>
    public Task<Result<IReadOnlyList<string>>> RenewCodesAsync(string field, string? password, CancellationToken ct) => ProveAsync(field, password, async account =>
    {
        if (!await factors.AnyAsync(account.Id, ct))
        {
            return OrganizationErrors.NoSecondFactor;
        }

        var commit = new Commit();
        var codes = await factors.RenewCodesAsync(commit, account.Id, ct);
        return await SaveAsync(commit, account, "second-factor.codes-renewed", codes, ct);
    }, ct);

    public Task<Result<IReadOnlyList<string>>> RemoveAsync(string field, string? password, CancellationToken ct) => ProveAsync(field, password, async account =>
    {
        var commit = new Commit();
        await factors.RemoveAuthenticatorAsync(commit, account.Id, ct);
        commit.Upsert(keeper.Changed(DirectoryRevision.Accounts));
        return await SaveAsync(commit, account, "second-factor.removed", [], ct);
    }, ct);

    private async Task<Result<IReadOnlyList<string>>> ProveAsync(string field, string? password, Func<Account, Task<Result<IReadOnlyList<string>>>> act, CancellationToken ct)
    {
        var own = await proof.GiveAsync(field, password, ct);
        return own.Failed(out var error) ? error : await act(own.Value);
    }

    private async Task<Result<IReadOnlyList<string>>> SaveAsync(Commit commit, Account account, string action, IReadOnlyList<string> codes, CancellationToken ct)
    {
        var written = await lane.WriteAsync(commit.Audit(action, "account", account.Name), Who, ct);
        if (written.Failed(out var error))
        {
            return error;
        }

        await keeper.RefreshAsync(ct);
        return Result<IReadOnlyList<string>>.Of(codes);
    }

    private CommitOrigin Who => new(current.Actor.Account, current.Source);
}
