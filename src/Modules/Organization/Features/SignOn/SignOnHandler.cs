using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Fengqiao.Web;
using Fengqiao.Web.Hosting;
using Fengqiao.Web.Navigation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fengqiao.Organization.Features.SignOn;

/// <summary>
/// Signs in whoever the county's sign-on has proved: finds the account by issuer and subject and by nothing else, brings its posts in line
/// with its groups, and begins a session like any other. Every refusal leads to one page and leaves one entry in the audit trail.
/// </summary>
internal sealed partial class SignOnHandler(
    FengqiaoDb db,
    CommitLane lane,
    CountySignOn signOn,
    SignOnBindings bindings,
    SignOnNote note,
    GroupPosts groups,
    NewPerson newPerson,
    SessionStarter starter,
    AttemptLimiter limiter,
    DirectoryKeeper keeper,
    CurrentActor current,
    CountyClock clock,
    IOptions<FengqiaoWebOptions> web,
    ILogger<SignOnHandler> log)
{
    /// <summary>Who is recorded where no account is known.</summary>
    private const string Nobody = "unknown";

    /// <summary>An answer older than that is refused by its state already.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromHours(1);

    private SignOnProvider Provider => signOn.Provider!;

    /// <summary>Whether too many answers from the address were refused; counts this one until it is believed.</summary>
    public bool Refused(HttpContext context)
    {
        current.Source = CurrentActorMiddleware.SourceOf(context);
        return limiter.Take(current.Source) is not null;
    }

    /// <summary>Answers the request that brought a good ID token.</summary>
    public async Task ArriveAsync(HttpContext context, ClaimsPrincipal person, AuthenticationProperties properties, string? returnUrl, CancellationToken ct)
    {
        var subject = new Subject(person.FindFirstValue("iss")!, person.FindFirstValue("sub")!);
        if (!SignOnBinding.IsGoodSubject(subject.Name))
        {
            await RefuseAsync(context, SignOnRefusal.Invalid, "subject", ct);
            return;
        }

        if (properties.Items.TryGetValue(SignOnEvents.BindItem, out var owner) && Guid.TryParse(owner, out var account))
        {
            limiter.GiveBack(current.Source);
            note.Keep(context, subject, account);
            GoTo(context, SignOnPaths.Binding);
            return;
        }

        var commit = new Commit().WithoutAudit("that an answer was used up; the session that begins by it has its entry");
        await SpendAsync(commit, person, ct);
        var binding = await bindings.FindAsync(subject, ct);
        if (binding is null && !Provider.CreateAccounts)
        {
            note.Keep(context, subject, account: null);
            await RefuseAsync(context, SignOnRefusal.Unknown, null, ct);
            return;
        }

        var known = binding is null
            ? await newPerson.AddAsync(commit, subject, person, ct)
            : await KnownAsync(commit, binding, person, ct);
        if (known.Failed(out var refused))
        {
            if (refused == OrganizationErrors.NotBound)
            {
                note.Keep(context, subject, account: null);
            }

            await RefuseAsync(context, ReasonOf(refused), null, ct, binding is null ? Nobody : await NameOfAsync(binding, ct));
            return;
        }

        await BeginAsync(context, commit, known.Value, person, returnUrl, ct);
    }

    /// <summary>Answers the request that brought none.</summary>
    /// <param name="code">For the operator: what the library says, never what the provider sent.</param>
    /// <param name="who">The account, where one is bound.</param>
    public async Task RefuseAsync(HttpContext context, SignOnRefusal reason, string? code, CancellationToken ct, string who = Nobody)
    {
        current.Source = CurrentActorMiddleware.SourceOf(context);
        if (reason != SignOnRefusal.TooMany)
        {
            var commit = new Commit().Audit("sign-on.refused", "account", who, new { reason = SignOnRefusals.WordOf(reason), code });
            await lane.WriteAsync(commit, new CommitOrigin(who, current.Source), ct);
        }

        if (reason is SignOnRefusal.Invalid or SignOnRefusal.Unreachable)
        {
            LogRefused(log, SignOnRefusals.WordOf(reason), code ?? "none");
        }

        GoTo(context, SignOnRefusals.AddressOf(reason));
    }

    private async Task BeginAsync(HttpContext context, Commit commit, Account account, ClaimsPrincipal person, string? returnUrl, CancellationToken ct)
    {
        // What the groups changed is kept first: it holds too where a second factor is asked for now and never given.
        var kept = await lane.WriteAsync(commit.Upsert(keeper.Changed(DirectoryRevision.Accounts)), new CommitOrigin(account.Name, current.Source), ct);
        if (kept.Failed(out var error))
        {
            await RefuseAsync(context, SignOnRefusal.Over, error.Code, ct, account.Name);
            return;
        }

        await keeper.RefreshAsync(ct);
        limiter.GiveBack(current.Source);
        note.Forget(context);
        var method = person.FindAll("amr").Concat(person.FindAll("acr")).Any(c => Provider.SecondFactor.Contains(c.Value, StringComparer.Ordinal))
            ? SignInMethod.ProviderAndFactor
            : SignInMethod.Provider;
        var begun = await starter.BeginAsync(context, new Proven(account, account.Version, method), ct);
        if (begun.Failed(out error))
        {
            await RefuseAsync(context, SignOnRefusal.Over, error.Code, ct, account.Name);
            return;
        }

        var target = Links.IsLocal(returnUrl) ? returnUrl! : web.Value.HomePath;
        GoTo(context, begun.Value is { } first ? Links.With(first, ("returnUrl", target)) : target);
    }

    private async Task<Result<Account>> KnownAsync(Commit commit, SignOnBinding binding, ClaimsPrincipal person, CancellationToken ct)
    {
        var account = await db.Set<Account>().FirstAsync(a => a.Id == binding.AccountId, ct);
        if (account.IsDisabled)
        {
            return OrganizationErrors.AccountDisabled;
        }

        var expected = binding.Version;
        binding.Use(clock.UtcNow);
        commit.Update(binding, expected);
        return await groups.BringInLineAsync(commit, account, person, ct);
    }

    /// <summary>Uses the answer up: brought a second time, by whatever way, the commit is refused as a duplicate.</summary>
    private async Task SpendAsync(Commit commit, ClaimsPrincipal person, CancellationToken ct)
    {
        var now = clock.UtcNow;
        commit.Insert(new SpentSignOn { Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(person.FindFirstValue("nonce") ?? ""))), UntilUtc = now + RememberedFor });
        foreach (var past in await db.Set<SpentSignOn>().Where(s => s.UntilUtc < now).Take(1000).ToListAsync(ct))
        {
            commit.Delete(past);
        }
    }

    private async Task<string> NameOfAsync(SignOnBinding binding, CancellationToken ct) =>
        await db.Set<Account>().Where(a => a.Id == binding.AccountId).Select(a => a.Name).FirstAsync(ct);

    private static SignOnRefusal ReasonOf(Error error) =>
        error.Code == OrganizationErrors.AccountDisabled.Code ? SignOnRefusal.Disabled
        : error.Code == OrganizationErrors.DutiesTogether.Code ? SignOnRefusal.Duties
        : SignOnRefusal.Unknown;

    private static void GoTo(HttpContext context, string path)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.GoTo(path);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-on through the county's provider was refused: {Reason}, {Code}.")]
    private static partial void LogRefused(ILogger log, string reason, string code);
}
