using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Access;

/// <summary>The text of a token: <c>fq_</c> and 43 characters, 256 random bits. The prefix lets scanners find leaked ones.</summary>
internal static class TokenText
{
    public const string Prefix = "fq_";
    private const int Bytes = 32;
    private const int Length = 46;

    public static string New() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The hash it is stored under; null for what cannot be a token.</summary>
    public static byte[]? HashOf(string text) =>
        text.Length == Length && text.StartsWith(Prefix, StringComparison.Ordinal) && text.AsSpan(Prefix.Length).IndexOfAnyExcept(Alphabet) < 0
            ? SHA256.HashData(Encoding.ASCII.GetBytes(text))
            : null;

    private static readonly System.Buffers.SearchValues<char> Alphabet =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}

/// <summary>
/// Finds tokens by their hash, from memory for a few seconds at a time. Unknown ones are not remembered: whoever guesses must
/// not fill the memory.
/// </summary>
internal sealed class ApiTokens(IDbContextFactory<FengqiaoDb> databases, CommitLane lane, CountyClock clock)
{
    private static readonly TimeSpan RememberFor = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, (ApiToken Token, DateTime ReadUtc)> _known = new(StringComparer.Ordinal);

    public async Task<ApiToken?> FindAsync(string text, CancellationToken ct)
    {
        if (TokenText.HashOf(text) is not { } hash)
        {
            return null;
        }

        var now = clock.UtcNow;
        var key = Convert.ToHexStringLower(hash);
        if (!_known.TryGetValue(key, out var known) || now - known.ReadUtc >= RememberFor || now < known.ReadUtc)
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var token = await db.Set<ApiToken>().FirstOrDefaultAsync(t => t.Hash == hash, ct);
            if (token is null)
            {
                _known.TryRemove(key, out _);
                return null;
            }

            known = (token, now);
            _known[key] = known;
            await NoteUseAsync(token, ct);
        }

        return known.Token.IsGoodAt(now) ? known.Token : null;
    }

    /// <summary>Forgets what it remembers, after a token was revoked here.</summary>
    public void Forget() => _known.Clear();

    private async Task NoteUseAsync(ApiToken token, CancellationToken ct)
    {
        if (token.LastUsedOn == clock.Today || !token.IsGoodAt(clock.UtcNow))
        {
            return;
        }

        // Lost when another node writes the same day first, or the disk is full: neither may cost the request.
        var expected = token.Version;
        token.Use(clock.Today);
        await lane.WriteAsync(new Commit().Update(token, expected).WithoutAudit("when a token was last used"), CommitOrigin.System("token"), ct);
    }
}
