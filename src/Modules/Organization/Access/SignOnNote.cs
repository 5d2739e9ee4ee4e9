using System.Security.Cryptography;
using System.Text.Json;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Organization.Access;

/// <param name="Account">Whose session asked for it; null where nobody was signed in.</param>
internal sealed record SignOnNoted(Subject Subject, Guid? Account, DateTime UntilUtc);

/// <summary>
/// A sealed note in the browser that the county's sign-on has just proved a subject which is no account's yet. It signs nobody in: with it
/// the owner of an account can bind it, by password.
/// </summary>
internal sealed class SignOnNote(IDataProtectionProvider protection, CountyClock clock)
{
    private const string CookieName = "fq.subject";
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(10);

    private readonly IDataProtector _seal = protection.CreateProtector("fengqiao.sign-on-note");

    public void Keep(HttpContext context, Subject subject, Guid? account) =>
        context.Response.Cookies.Append(CookieName, _seal.Protect(JsonSerializer.Serialize(new SignOnNoted(subject, account, clock.UtcNow + GoodFor))), OwnCookie.Options(context));

    /// <summary>Null without a note, or after ten minutes.</summary>
    public SignOnNoted? Read(HttpContext context)
    {
        try
        {
            return JsonSerializer.Deserialize<SignOnNoted>(_seal.Unprotect(context.Request.Cookies[CookieName] ?? "")) is { } note && clock.UtcNow < note.UntilUtc ? note : null;
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null;
        }
    }

    public void Forget(HttpContext context) => context.Response.Cookies.Delete(CookieName, OwnCookie.Options(context));
}
