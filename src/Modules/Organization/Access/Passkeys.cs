using System.Globalization;
using System.Security.Cryptography;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Access;

/// <summary>
/// The two ceremonies of WebAuthn: making a passkey and showing it. A passkey always asks its owner for a finger, a face or a PIN, so it is
/// two factors at once. What the server asked for waits in a sealed cookie of the browser that was asked, for five minutes.
/// </summary>
internal sealed class Passkeys(FengqiaoDb db, IPasskeyHandler<Account> handler, IDataProtectionProvider protection, CountyClock clock)
{
    private const string CookieName = "fq.passkey";
    private const string Creation = "creation";
    private const string Request = "request";
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);

    public Task<List<Passkey>> OfAsync(Guid account, CancellationToken ct) => db.Set<Passkey>().Where(p => p.AccountId == account).ToListAsync(ct);

    /// <returns>What the browser's <c>navigator.credentials.create</c> takes, as JSON.</returns>
    public async Task<string> AskToMakeAsync(HttpContext context, Account account, string displayName)
    {
        var asked = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = account.Id.ToString(), Name = account.Name, DisplayName = displayName }, context);
        Keep(context, Creation, asked.AttestationState);
        return asked.CreationOptionsJson;
    }

    /// <summary>Adds the passkey the browser made to the commit.</summary>
    /// <returns>False when it is not what was asked for, or not for this account.</returns>
    public async Task<bool> AddAsync(Commit commit, HttpContext context, Account account, string name, string? credential)
    {
        var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = credential ?? "", AttestationState = Take(context, Creation) });
        if (!result.Succeeded || result.UserEntity.Id != account.Id.ToString() || !result.Passkey.IsUserVerified)
        {
            return false;
        }

        commit.Insert(new Passkey
        {
            Id = clock.NewId(),
            AccountId = account.Id,
            Name = name,
            CredentialId = result.Passkey.CredentialId,
            PublicKey = result.Passkey.PublicKey,
            SignCount = result.Passkey.SignCount,
            Transports = string.Join(' ', result.Passkey.Transports ?? []),
            IsBackupEligible = result.Passkey.IsBackupEligible,
            IsBackedUp = result.Passkey.IsBackedUp,
            AddedUtc = clock.UtcNow,
        });
        return true;
    }

    /// <param name="account">Whose passkeys may answer; null lets the browser offer all it has for this site.</param>
    /// <returns>What the browser's <c>navigator.credentials.get</c> takes, as JSON.</returns>
    public async Task<string> AskToShowAsync(HttpContext context, Account? account)
    {
        var asked = await handler.MakeRequestOptionsAsync(account!, context);
        Keep(context, Request, asked.AssertionState);
        return asked.RequestOptionsJson;
    }

    /// <summary>Checks what the browser showed; the commit notes its use.</summary>
    /// <returns>Whose it is; null when it proves nothing.</returns>
    public async Task<Account?> CheckAsync(Commit commit, HttpContext context, string? credential, CancellationToken ct)
    {
        var result = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = credential ?? "", AssertionState = Take(context, Request) });
        if (!result.Succeeded || !result.Passkey.IsUserVerified || await db.Set<Passkey>().FirstOrDefaultAsync(p => p.CredentialId == result.Passkey.CredentialId, ct) is not { } passkey)
        {
            return null;
        }

        var expected = passkey.Version;
        passkey.Use(result.Passkey.SignCount, result.Passkey.IsBackedUp, clock.UtcNow);
        commit.Update(passkey, expected);
        return result.User.IsDisabled ? null : result.User;
    }

    private void Keep(HttpContext context, string ceremony, string? state)
    {
        var until = (clock.UtcNow + GoodFor).Ticks.ToString(CultureInfo.InvariantCulture);
        context.Response.Cookies.Append(CookieName, Seal(ceremony).Protect($"{until}|{state}"), OwnCookie.Options(context, SameSiteMode.Strict));
    }

    /// <summary>What was asked for, once: a second answer to it is none.</summary>
    private string? Take(HttpContext context, string ceremony)
    {
        context.Response.Cookies.Delete(CookieName, OwnCookie.Options(context, SameSiteMode.Strict));
        try
        {
            var parts = Seal(ceremony).Unprotect(context.Request.Cookies[CookieName] ?? "").Split('|', 2);
            return clock.UtcNow.Ticks < long.Parse(parts[0], CultureInfo.InvariantCulture) ? parts[1] : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Seal(string ceremony) => protection.CreateProtector("fengqiao.passkey", ceremony);
}
