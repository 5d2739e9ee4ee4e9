using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Access;

/// <summary>Somebody who has proved who they are, by all that is asked of them.</summary>
/// <param name="Expected">The account's version before what the sign-in changes in it.</param>
/// <param name="Method">One of <see cref="SignInMethod"/>.</param>
internal sealed record Proven(Account Account, int Expected, string Method)
{
    /// <summary>What else the proof changes, such as a code used up.</summary>
    public Commit? With { get; init; }
}

/// <summary>The last step of every way to sign in: the session, the browser that is known from now on, and the entry in the audit trail.</summary>
internal sealed class SessionStarter(
    FengqiaoDb db,
    CommitLane lane,
    Devices devices,
    OneTimeLinks links,
    PasswordChange change,
    SecondFactors factors,
    HalfSignIn half,
    Sessions sessions,
    SignInPolicy policy,
    DirectoryKeeper keeper,
    CurrentActor current,
    CountyClock clock)
{
    /// <returns>Where to go first, when another proof is asked for or the password has to be changed; null when the session has begun.</returns>
    public async Task<Result<string?>> BeginAsync(HttpContext context, Proven proven, CancellationToken ct)
    {
        var account = proven.Account;
        var commit = proven.With ?? new Commit();
        if (proven.Method is SignInMethod.Password or SignInMethod.Provider && await factors.AnyAsync(account.Id, ct))
        {
            return await AskForSecondAsync(context, proven, ct);
        }

        account.Succeed(clock.UtcNow);
        if (account.Version != proven.Expected)
        {
            commit.Update(account, proven.Expected);
        }

        await devices.KnowAsync(commit, context, account.Id, ct);
        var origin = new CommitOrigin(account.Name, current.Source);
        if (SignInMethod.IsByPassword(proven.Method) && change.IsOver(account))
        {
            var path = await links.MakeAsync(commit, LinkPurpose.Password, account.Id, ct);
            var sent = await lane.WriteAsync(commit.Audit("sign-in.password-over", "account", account.Name), origin, ct);
            half.Forget(context);
            return sent.Map(_ => (string?)$"{path}?over=true");
        }

        var session = NewSession(context, account);
        commit.Insert(session).Audit("sign-in", "account", account.Name, new { method = proven.Method });
        var endsOthers = await TidyAsync(commit, account, await PresentAsync(context), ct);
        var written = await lane.WriteAsync(commit, origin, ct);
        if (written.Failed(out var error))
        {
            return error;
        }

        if (endsOthers)
        {
            await keeper.RefreshAsync(ct);
        }

        half.Forget(context);
        await Sessions.BeginAsync(context, account, session, proven.Method);
        return (string?)null;
    }

    /// <summary>Failures stay counted until the second proof: whoever has the password must not guess codes for ever.</summary>
    private async Task<Result<string?>> AskForSecondAsync(HttpContext context, Proven proven, CancellationToken ct)
    {
        var account = proven.Account;
        if (account.Version != proven.Expected)
        {
            var kept = await lane.WriteAsync(new Commit().Update(account, proven.Expected).Audit("password.rehashed", "account", account.Name), new CommitOrigin(account.Name, current.Source), ct);
            if (kept.Failed(out var error))
            {
                return error;
            }
        }

        half.Keep(context, account, proven.Method);
        return (string?)HalfSignIn.Path;
    }

    private Session NewSession(HttpContext context, Account account) => new()
    {
        Id = clock.NewId(),
        AccountId = account.Id,
        Stamp = account.SecurityStamp,
        Agent = Agents.Of(context.Request),
        Source = current.Source,
        BeganUtc = clock.UtcNow,
        SeenUtc = clock.UtcNow,
        EndsUtc = clock.UtcNow + policy.Longest,
    };

    /// <summary>The session this browser has had so far, whoever's it is: the new one takes its place (OWASP ASVS 5.0, 7.2.4).</summary>
    private async Task<EndedSession?> PresentAsync(HttpContext context) =>
        await context.AuthenticateAsync(Sessions.Scheme) is { Succeeded: true, Principal: { } person } ? sessions.EndOf(person) : null;

    /// <summary>Ends the browser's session so far, drops rows of those that are over, and ends the others where one device is allowed.</summary>
    /// <returns>Whether sessions were ended that might still be used.</returns>
    private async Task<bool> TidyAsync(Commit commit, Account account, EndedSession? present, CancellationToken ct)
    {
        var ends = false;
        if (present is not null)
        {
            commit.Upsert(present);
            ends = true;
            if (await db.Set<Session>().FirstOrDefaultAsync(s => s.Id == present.Id && s.AccountId != account.Id, ct) is { } foreign)
            {
                commit.Delete(foreign);
            }
        }

        foreach (var other in await db.Set<Session>().Where(s => s.AccountId == account.Id).ToListAsync(ct))
        {
            var isOver = other.EndsUtc <= clock.UtcNow || other.Stamp != account.SecurityStamp;
            if (isOver || policy.SingleDevice || other.Id == present?.Id)
            {
                commit.Delete(other);
            }

            if (!isOver && policy.SingleDevice && other.Id != present?.Id)
            {
                commit.Upsert(new EndedSession { Id = other.Id, UntilUtc = other.EndsUtc });
                ends = true;
            }
        }

        if (ends)
        {
            commit.Upsert(keeper.Changed(DirectoryRevision.Sessions));
        }

        return ends;
    }
}

/// <summary>Ways to sign in, as the audit trail names them.</summary>
internal static class SignInMethod
{
    public const string Password = "password";
    public const string PasswordAndCode = "password+code";
    public const string PasswordAndPaper = "password+recovery-code";
    public const string PasswordAndPasskey = "password+passkey";
    public const string Passkey = "passkey";

    /// <summary>The county's own sign-on.</summary>
    public const string Provider = "provider";

    /// <summary>The county's own sign-on, which asked for a second factor itself.</summary>
    public const string ProviderAndFactor = "provider+factor";

    /// <summary>The second proof after another first one than the password.</summary>
    /// <param name="first">What came before.</param>
    /// <param name="second">As after a password.</param>
    public static string After(string first, string second) => second.Replace(Password, first, StringComparison.Ordinal);

    public static bool IsByProvider(string method) => method.StartsWith(Provider, StringComparison.Ordinal);

    public static bool IsByPassword(string method) => method.StartsWith(Password, StringComparison.Ordinal);
}
