using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Access;

/// <summary>Makes and finds addresses that work once. Using one and doing what it is for are one commit, so it cannot be used twice.</summary>
internal sealed class OneTimeLinks(FengqiaoDb db, CountyClock clock)
{
    public const string FirstRunPath = "/first-run/";
    public const string PasswordPath = "/password/";

    private const int SecretBytes = 32;

    /// <summary>Length of 32 bytes in Base64url.</summary>
    private const int SecretLength = 43;

    /// <summary>Adds a link to the commit and takes the place of earlier ones for the same end.</summary>
    /// <returns>The path of the link, shown once and never kept.</returns>
    public async Task<string> MakeAsync(Commit commit, LinkPurpose purpose, Guid? account, CancellationToken ct)
    {
        foreach (var old in await db.Set<OneTimeLink>().Where(l => l.Purpose == purpose && l.AccountId == account && l.UsedUtc == null).ToListAsync(ct))
        {
            Use(commit, old);
        }

        return MakeFirst(commit, purpose, account);
    }

    /// <summary>As <see cref="MakeAsync"/>, for an account that the same commit makes.</summary>
    public string MakeFirst(Commit commit, LinkPurpose purpose, Guid? account)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        commit.Insert(new OneTimeLink
        {
            Id = clock.NewId(),
            Purpose = purpose,
            AccountId = account,
            Hash = HashOf(secret),
            MadeUtc = clock.UtcNow,
            ExpiresUtc = clock.UtcNow + OneTimeLink.Lifetime,
        });
        return (purpose == LinkPurpose.FirstRun ? FirstRunPath : PasswordPath) + secret;
    }

    /// <summary>The link of that secret while it may be used; null otherwise.</summary>
    public async Task<OneTimeLink?> FindAsync(LinkPurpose purpose, string? secret, CancellationToken ct)
    {
        if (secret is not { Length: SecretLength })
        {
            return null;
        }

        var hash = HashOf(secret);
        var link = await db.Set<OneTimeLink>().FirstOrDefaultAsync(l => l.Hash == hash && l.Purpose == purpose, ct);
        return link?.IsGoodAt(clock.UtcNow) == true ? link : null;
    }

    /// <summary>Uses the link up. Of two who do so at once, one loses with <c>platform.outdated</c>.</summary>
    public void Use(Commit commit, OneTimeLink link)
    {
        var expected = link.Version;
        link.Use(clock.UtcNow);
        commit.Update(link, expected);
    }

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
