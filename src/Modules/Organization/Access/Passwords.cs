using System.Security.Cryptography;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Microsoft.AspNetCore.Identity;

namespace Fengqiao.Organization.Access;

/// <summary>Which passwords are accepted, and how they are kept (PBKDF2 by ASP.NET Core Identity).</summary>
internal sealed class Passwords(IPasswordHasher<Account> hasher, SignInPolicy policy)
{
    private const int Shortest = 10;
    private const int ShortestOfAnyKind = 12;
    private const int Longest = 128;
    private const int LongEnoughByItself = 16;
    private const int KindsWanted = 3;

    public string Hash(Account account, string password) => hasher.HashPassword(account, password);

    /// <summary>Costs the same whether or not the account has a password.</summary>
    public PasswordVerificationResult Verify(Account account, string password)
    {
        // Longer ones were never accepted, and hashing a megabyte is work an attacker should not get for free.
        var tried = password.Length <= Longest ? password : "";
        var result = hasher.VerifyHashedPassword(account, account.PasswordHash ?? NobodysHash, tried);
        return account.PasswordHash is null || tried.Length == 0 ? PasswordVerificationResult.Failed : result;
    }

    /// <summary>Whether a hash kept from earlier is that of the password.</summary>
    public bool Matches(string hash, string password) =>
        password.Length <= Longest && hasher.VerifyHashedPassword(null!, hash, password) != PasswordVerificationResult.Failed;

    /// <summary>The key of the text that tells people the rule in force.</summary>
    public string HintKey => policy.Profile == PasswordProfile.Mlps ? "Account.PasswordHint" : "Account.PasswordHint.Asvs";

    /// <summary>
    /// By the profile, 10 to 128 characters of three kinds (small, capital, digit, other) or at least 16 of any (GB/T 22239 8.1.4.1 a asks
    /// for complexity), or 12 to 128 of any; not built on the account's name, and not what guessing programs try first.
    /// </summary>
    public Error? Refuse(string account, string password)
    {
        var good = password.Length <= Longest && (policy.Profile == PasswordProfile.Mlps ? IsComplex(password) : password.Length >= ShortestOfAnyKind)
            && password.Distinct().Count() >= 5
            && !password.Contains(account, StringComparison.OrdinalIgnoreCase);
        if (!good)
        {
            return policy.Profile == PasswordProfile.Mlps ? OrganizationErrors.PasswordWeak : OrganizationErrors.PasswordShort;
        }

        return EasyPasswords.Contains(password) || LeakedPasswords.Contains(password) ? OrganizationErrors.PasswordEasy : null;
    }

    private static bool IsComplex(string password)
    {
        var kinds = (password.Any(char.IsLower) ? 1 : 0) + (password.Any(char.IsUpper) ? 1 : 0) + (password.Any(char.IsDigit) ? 1 : 0)
            + (password.Any(c => !char.IsLetterOrDigit(c)) ? 1 : 0);
        return password.Length >= Shortest && (kinds >= KindsWanted || password.Length >= LongEnoughByItself);
    }

    /// <summary>Random, so that no password fits it.</summary>
    private string NobodysHash => field ??= hasher.HashPassword(null!, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
}

/// <summary>Stamps and other secrets that nobody types.</summary>
internal static class Stamp
{
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
