using System.Security.Cryptography;
using Fengqiao.Kernel;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Access;

/// <summary>What proves a person besides the password. Everything is added to a commit of the caller's, so that a code used is used for good.</summary>
internal sealed class SecondFactors(FengqiaoDb db, IDataProtectionProvider protection, DirectoryKeeper keeper, CountyClock clock)
{
    private readonly IDataProtector _seal = protection.CreateProtector("fengqiao.authenticator");

    public Task<Authenticator?> FindAsync(Guid account, CancellationToken ct) => db.Set<Authenticator>().FirstOrDefaultAsync(a => a.AccountId == account, ct);

    /// <summary>Whether the password alone does not sign the account in.</summary>
    public async Task<bool> AnyAsync(Guid account, CancellationToken ct) =>
        await FindAsync(account, ct) is not null || await db.Set<Passkey>().AnyAsync(p => p.AccountId == account, ct);

    public Task<int> CodesLeftAsync(Guid account, CancellationToken ct) => db.Set<RecoveryCode>().CountAsync(c => c.AccountId == account && c.UsedUtc == null, ct);

    /// <summary>Whether what was typed is the present code or an unused one on paper; if so the commit uses it up.</summary>
    /// <returns>How it was proven; null when it was not.</returns>
    public async Task<string?> TakeAsync(Commit commit, Guid account, string typed, CancellationToken ct)
    {
        if (await FindAsync(account, ct) is { } authenticator
            && Totp.Match(_seal.Unprotect(Convert.FromBase64String(authenticator.SealedSecret)), typed, clock.UtcNow, authenticator.LastStep) is { } step)
        {
            var expected = authenticator.Version;
            authenticator.Take(step);
            commit.Update(authenticator, expected);
            return SignInMethod.PasswordAndCode;
        }

        if (RecoveryCodes.HashOf(typed) is { } hash && await db.Set<RecoveryCode>().FirstOrDefaultAsync(c => c.AccountId == account && c.Hash == hash && c.UsedUtc == null, ct) is { } paper)
        {
            var expected = paper.Version;
            paper.Use(clock.UtcNow);
            commit.Update(paper, expected);
            return SignInMethod.PasswordAndPaper;
        }

        return null;
    }

    /// <summary>A new secret that is not stored yet: sealed for the form that will confirm it, and for no other account.</summary>
    public (byte[] Secret, string Sealed) Propose(Guid account)
    {
        var secret = RandomNumberGenerator.GetBytes(Totp.SecretBytes);
        return (secret, Convert.ToBase64String(ProposalSeal(account).Protect(secret)));
    }

    /// <summary>The secret of a form; null when it was made for another account or tampered with.</summary>
    public byte[]? Open(Guid account, string? proposal)
    {
        try
        {
            return ProposalSeal(account).Unprotect(Convert.FromBase64String(proposal ?? ""));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Adds the authenticator once its first code was right.</summary>
    /// <returns>The codes on paper, shown once.</returns>
    public async Task<IReadOnlyList<string>> AddAsync(Commit commit, Guid account, byte[] secret, long step, CancellationToken ct)
    {
        commit.Insert(new Authenticator
        {
            Id = clock.NewId(),
            AccountId = account,
            SealedSecret = Convert.ToBase64String(_seal.Protect(secret)),
            LastStep = step,
            AddedUtc = clock.UtcNow,
        }).Upsert(keeper.Changed(DirectoryRevision.Accounts));
        return await AddCodesAsync(commit, account, ct);
    }

    /// <summary>Codes on paper for the first factor of an account; none where it has some.</summary>
    public async Task<IReadOnlyList<string>> AddCodesAsync(Commit commit, Guid account, CancellationToken ct) =>
        await CodesLeftAsync(account, ct) > 0 ? [] : AddCodes(commit, account);

    /// <summary>Removes the authenticator; the codes on paper too, where no passkey is left that they could stand in for.</summary>
    public async Task RemoveAuthenticatorAsync(Commit commit, Guid account, CancellationToken ct)
    {
        if (await FindAsync(account, ct) is { } authenticator)
        {
            commit.Delete(authenticator);
        }

        if (!await db.Set<Passkey>().AnyAsync(p => p.AccountId == account, ct))
        {
            await DropCodesAsync(commit, account, ct);
        }
    }

    /// <summary>Takes new codes on paper in place of the old ones.</summary>
    public async Task<IReadOnlyList<string>> RenewCodesAsync(Commit commit, Guid account, CancellationToken ct)
    {
        await DropCodesAsync(commit, account, ct);
        return AddCodes(commit, account);
    }

    /// <summary>Removes all second factors of the account. The caller tells the directory of accounts.</summary>
    public async Task DropAsync(Commit commit, Guid account, CancellationToken ct)
    {
        if (await FindAsync(account, ct) is { } authenticator)
        {
            commit.Delete(authenticator);
        }

        foreach (var passkey in await db.Set<Passkey>().Where(p => p.AccountId == account).ToListAsync(ct))
        {
            commit.Delete(passkey);
        }

        await DropCodesAsync(commit, account, ct);
    }

    private async Task DropCodesAsync(Commit commit, Guid account, CancellationToken ct)
    {
        foreach (var old in await db.Set<RecoveryCode>().Where(c => c.AccountId == account).ToListAsync(ct))
        {
            commit.Delete(old);
        }
    }

    private List<string> AddCodes(Commit commit, Guid account)
    {
        var codes = Enumerable.Range(0, RecoveryCodes.Many).Select(_ => RecoveryCodes.New()).ToList();
        commit.InsertAll(codes.Select(c => new RecoveryCode { Id = clock.NewId(), AccountId = account, Hash = RecoveryCodes.HashOf(c)! }));
        return codes;
    }

    private IDataProtector ProposalSeal(Guid account) => protection.CreateProtector("fengqiao.authenticator-proposal", account.ToString("N"));
}
