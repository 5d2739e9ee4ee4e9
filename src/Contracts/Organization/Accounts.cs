using Fengqiao.Kernel;

namespace Fengqiao.Contracts.Organization;

/// <summary>Issues the bearer tokens that programs use.</summary>
public interface ITokenIssuer
{
    /// <summary>
    /// A new token of the account. The text is shown this once; only its hash is kept.
    /// </summary>
    /// <param name="scope">Rights the token is limited to; empty means all rights of the account.</param>
    /// <param name="lifetime">At most 366 days.</param>
    Task<Result<string>> CreateAsync(string account, IReadOnlyCollection<string> scope, TimeSpan lifetime, CancellationToken ct);
}

/// <param name="Scope">Rights it is limited to, separated by blanks; empty means all rights of the account.</param>
/// <param name="LastUsedOn">The county's day.</param>
/// <param name="IsGood">Neither revoked nor expired.</param>
public sealed record TokenInfo(Guid Id, string Account, string Scope, DateTime CreatedUtc, DateTime ExpiresUtc, DateTime? RevokedUtc, DateOnly? LastUsedOn, bool IsGood);

/// <summary>Lists and ends the bearer tokens that programs use.</summary>
public interface ITokenRevoker
{
    /// <summary>Those that work first, the newest before the older ones.</summary>
    Task<IReadOnlyList<TokenInfo>> ListAsync(CancellationToken ct);

    /// <summary>Ends a token for good: at once on this node, within ten seconds on others.</summary>
    Task<Result<Done>> RevokeAsync(Guid id, CancellationToken ct);
}

/// <summary>Makes the addresses by which people choose their own password, so that nobody else ever knows it.</summary>
public interface IPasswordLinks
{
    /// <summary>A path that works once, within a day, and takes the place of earlier ones.</summary>
    Task<Result<string>> CreateAsync(string account, CancellationToken ct);
}

/// <summary>Removes second factors for the operator, such as of an administrator who lost the telephone.</summary>
public interface ISecondFactorRemover
{
    /// <summary>The account then signs in by password alone; its sessions end.</summary>
    Task<Result<Done>> RemoveAsync(string account, CancellationToken ct);
}

/// <summary>Opens a county that has no administrators yet.</summary>
public interface IFirstRun
{
    /// <summary>A path that works once, within a day, under which the three administrators are named; null once there are some.</summary>
    Task<Result<string?>> OpenAsync(CancellationToken ct);
}

/// <summary>Sets passwords from the command line: the demo's, and the first administrators'.</summary>
public interface IPasswordSetter
{
    Task<Result<Done>> SetAsync(string account, string password, CancellationToken ct);
}
