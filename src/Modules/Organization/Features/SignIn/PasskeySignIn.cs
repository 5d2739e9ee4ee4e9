using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Organization.Features.SignIn;

/// <summary>Signs in by a passkey: instead of a password, or after one.</summary>
internal sealed class PasskeySignIn(CommitLane lane, Passkeys passkeys, SecondFactorCheck second, CurrentActor current)
{
    /// <summary>What the browser is asked to show: the passkeys of whose password was right, else any it has for this site.</summary>
    public async Task<string> AskAsync(HttpContext context, CancellationToken ct) => await passkeys.AskToShowAsync(context, await second.WhoAsync(context, ct));

    public async Task<Result<Proven>> CheckAsync(HttpContext context, string? credential, CancellationToken ct)
    {
        var used = new Commit();
        var half = await second.WhoAsync(context, ct);
        if (await passkeys.CheckAsync(used, context, credential, ct) is { } account && (half is null || half.Id == account.Id))
        {
            return new Proven(account, account.Version, half is null ? SignInMethod.Passkey : second.MethodOf(context, SignInMethod.PasswordAndPasskey)) { With = used };
        }

        var failed = new Commit().Audit("sign-in.failed", "account", half?.Name ?? "unknown", new { method = SignInMethod.Passkey });
        var written = await lane.WriteAsync(failed, new CommitOrigin(half?.Name ?? "unknown", current.Source), ct);
        return written.Error ?? OrganizationErrors.PasskeyRefused;
    }
}
