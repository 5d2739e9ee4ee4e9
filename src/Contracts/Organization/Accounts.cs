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

/// <summary>Sets passwords from the command line: the demo's, and the first administrators'.</summary>
public interface IPasswordSetter
{
    Task<Result<Done>> SetAsync(string account, string password, CancellationToken ct);
}
