using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Access;

/// <summary>
/// Remembers from which browsers an account has signed in, by a random secret in a cookie that says nothing by itself. Failures are
/// counted apart for these, so that whoever tries passwords from elsewhere locks nobody out of the browser they use every day
/// (OWASP calls these device cookies).
/// </summary>
internal sealed class Devices(FengqiaoDb db, CountyClock clock)
{
    private const string CookieName = "fq.device";
    private const int SecretBytes = 32;
    private const int SecretLength = 43;

    /// <summary>A browser not used for so long is a stranger again.</summary>
    private static readonly TimeSpan KnownFor = TimeSpan.FromDays(180);

    /// <summary>The browser of the request, if the account has signed in from it.</summary>
    public async Task<KnownDevice?> FindAsync(HttpContext context, Guid account, CancellationToken ct)
    {
        if (SecretOf(context) is not { } secret)
        {
            return null;
        }

        var hash = HashOf(secret);
        var device = await db.Set<KnownDevice>().FirstOrDefaultAsync(d => d.AccountId == account && d.Hash == hash, ct);
        return device is not null && clock.UtcNow - device.UsedUtc < KnownFor ? device : null;
    }

    /// <summary>Notes in the commit that the account has signed in from the browser of the request, and gives the browser its cookie.</summary>
    public async Task KnowAsync(Commit commit, HttpContext context, Guid account, CancellationToken ct)
    {
        var secret = SecretOf(context) ?? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var hash = HashOf(secret);
        var device = await db.Set<KnownDevice>().FirstOrDefaultAsync(d => d.AccountId == account && d.Hash == hash, ct);
        if (device is null)
        {
            commit.Insert(new KnownDevice { Id = clock.NewId(), AccountId = account, Hash = hash, UsedUtc = clock.UtcNow });
        }
        else
        {
            var expected = device.Version;
            device.Use(clock.UtcNow);
            commit.Update(device, expected);
        }

        context.Response.Cookies.Append(CookieName, secret, OwnCookie.Options(context, lifetime: KnownFor));
    }

    /// <summary>As <see cref="KnowAsync"/>, under a secret never used before, in a commit that forgets all others.</summary>
    public void KnowAnew(Commit commit, HttpContext context, Guid account)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        commit.Insert(new KnownDevice { Id = clock.NewId(), AccountId = account, Hash = HashOf(secret), UsedUtc = clock.UtcNow });
        context.Response.Cookies.Append(CookieName, secret, OwnCookie.Options(context, lifetime: KnownFor));
    }

    /// <summary>All browsers become strangers: the account's owner ended all sessions, or forgot the password.</summary>
    public async Task ForgetAsync(Commit commit, Guid account, CancellationToken ct)
    {
        foreach (var device in await db.Set<KnownDevice>().Where(d => d.AccountId == account).ToListAsync(ct))
        {
            commit.Delete(device);
        }
    }

    private static string? SecretOf(HttpContext context) =>
        context.Request.Cookies[CookieName] is { Length: SecretLength } secret ? secret : null;

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
