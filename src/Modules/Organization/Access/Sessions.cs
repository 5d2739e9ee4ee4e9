using System.Globalization;
using System.Security.Claims;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Organization.Access;

/// <summary>
/// What the session cookie holds and when it is still good. The cookie names a session of an account; who that is and what they
/// may do is looked up with every request.
/// </summary>
internal sealed class Sessions(AccountDirectory accounts, EndedSessions ended, SignInPolicy policy, CountyClock clock)
{
    public const string Scheme = "Session";

    private const string StampClaim = "fq:stamp";
    private const string SessionClaim = "fq:session";
    private const string BeganClaim = "fq:began";
    private const string MethodClaim = "fq:by";

    public static Guid? AccountOf(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    /// <summary>The session of a cookie; null for what carries none, such as a token.</summary>
    public static Guid? IdOf(ClaimsPrincipal principal) => Guid.TryParse(principal.FindFirstValue(SessionClaim), out var id) ? id : null;

    /// <summary>How the session began, as <see cref="SignInMethod"/> names it.</summary>
    public static string MethodOf(ClaimsPrincipal principal) => principal.FindFirstValue(MethodClaim) ?? "";

    /// <summary>Whether the county's sign-on says that it asked for a second factor itself: then none of this platform's own is needed.</summary>
    public static bool IsProvenTwice(ClaimsPrincipal principal) => MethodOf(principal) == SignInMethod.ProviderAndFactor;

    /// <summary>Gives the browser a session of the account, with an identifier never used before.</summary>
    /// <param name="method">One of <see cref="SignInMethod"/>.</param>
    public static Task BeginAsync(HttpContext context, Account account, Session session, string method)
    {
        var identity = new ClaimsIdentity(Scheme, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()));
        identity.AddClaim(new Claim(ClaimTypes.Name, account.Name));
        identity.AddClaim(new Claim(StampClaim, account.SecurityStamp));
        identity.AddClaim(new Claim(SessionClaim, session.Id.ToString()));
        identity.AddClaim(new Claim(BeganClaim, session.BeganUtc.ToString("O", CultureInfo.InvariantCulture)));
        identity.AddClaim(new Claim(MethodClaim, method));
        return context.SignInAsync(Scheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = false, AllowRefresh = true });
    }

    /// <summary>The row that keeps a copy of the cookie from being used after signing out.</summary>
    public EndedSession? EndOf(ClaimsPrincipal principal) =>
        IdOf(principal) is { } id && Began(principal) is { } began ? new EndedSession { Id = id, UntilUtc = began + policy.Longest } : null;

    public bool IsGood(ClaimsPrincipal principal) =>
        AccountOf(principal) is { } id
        && accounts.Find(id) is { IsDisabled: false } account
        && principal.FindFirstValue(StampClaim) == account.SecurityStamp
        && Began(principal) is { } began && clock.UtcNow - began < policy.Longest
        && IdOf(principal) is { } session && !ended.Contains(session);

    private static DateTime? Began(ClaimsPrincipal principal) =>
        DateTime.TryParseExact(principal.FindFirstValue(BeganClaim), "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var began) ? began : null;
}
