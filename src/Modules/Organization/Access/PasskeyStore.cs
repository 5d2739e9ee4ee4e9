using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Access;

/// <summary>
/// What ASP.NET Core's passkey handler looks up. It only reads: what a ceremony changes goes into a commit, as all changes do, so its
/// ways to write are closed.
/// </summary>
internal sealed class PasskeyStore(FengqiaoDb db) : IUserPasskeyStore<Account>
{
    public async Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParse(userId, out var id) ? await db.Set<Account>().FirstOrDefaultAsync(a => a.Id == id, cancellationToken) : null;

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        db.Set<Account>().FirstOrDefaultAsync(a => a.NameKey == normalizedUserName, cancellationToken);

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.NameKey);

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        [.. (await db.Set<Passkey>().Where(p => p.AccountId == user.Id).ToListAsync(cancellationToken)).Select(InfoOf)];

    public async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await db.Set<Passkey>().Where(p => p.CredentialId == credentialId).Join(db.Set<Account>(), p => p.AccountId, a => a.Id, (_, a) => a).FirstOrDefaultAsync(cancellationToken);

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        await db.Set<Passkey>().FirstOrDefaultAsync(p => p.AccountId == user.Id && p.CredentialId == credentialId, cancellationToken) is { } passkey ? InfoOf(passkey) : null;

    public Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw Closed();

    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) => throw Closed();

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => throw Closed();

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => throw Closed();

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => throw Closed();

    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) => throw Closed();

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw Closed();

    public void Dispose()
    {
        // The context belongs to the request.
    }

    private static UserPasskeyInfo InfoOf(Passkey passkey) => new(
        passkey.CredentialId,
        passkey.PublicKey,
        new DateTimeOffset(passkey.AddedUtc, TimeSpan.Zero),
        (uint)passkey.SignCount,
        passkey.Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        isUserVerified: true,
        passkey.IsBackupEligible,
        passkey.IsBackedUp,
        attestationObject: [],
        clientDataJson: []);

    private static NotSupportedException Closed() => new("Accounts change in commits only.");
}
