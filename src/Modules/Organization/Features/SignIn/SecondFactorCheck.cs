using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.SignIn;

/// <summary>The second proof of somebody who gave the first, by password or by the county's sign-on: the code of the authenticator, or one on paper.</summary>
internal sealed class SecondFactorCheck(FengqiaoDb db, HalfSignIn half, SecondFactors factors, Attempts attempts)
{
    /// <summary>Attempts at the same time overtake each other; each must be counted.</summary>
    private const int Tries = 8;

    /// <summary>How the session will have begun, given the second proof.</summary>
    /// <param name="second">As after a password.</param>
    public string MethodOf(HttpContext context, string second) => half.Read(context) is { } note ? SignInMethod.After(note.Method, second) : second;

    /// <summary>Who gave the first proof; null when it was too long ago, or the account has changed since.</summary>
    public async Task<Account?> WhoAsync(HttpContext context, CancellationToken ct) =>
        half.Read(context) is { } note && await db.Set<Account>().FirstOrDefaultAsync(a => a.Id == note.Account, ct) is { IsDisabled: false } account && account.SecurityStamp == note.Stamp
            ? account
            : null;

    public async Task<Result<Proven>> CheckAsync(HttpContext context, string? typed, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return OrganizationErrors.CodeRequired;
        }

        for (var i = 0; i < Tries; i++)
        {
            if (await WhoAsync(context, ct) is not { } account)
            {
                return OrganizationErrors.HalfOver;
            }

            var attempt = await attempts.OfAsync(context, account, ct);
            if (await attempts.RefuseAsync(attempt, ct) is { } refused)
            {
                return refused;
            }

            var expected = account.Version;
            var used = new Commit();
            if (await factors.TakeAsync(used, account.Id, typed, ct) is { } method)
            {
                attempts.Succeed(attempt);
                return new Proven(account, expected, MethodOf(context, method)) { With = used };
            }

            var error = await attempts.FailAsync(attempt, OrganizationErrors.CodeWrong, ct);
            if (error.Code != CommitErrors.Outdated.Code)
            {
                return error;
            }
        }

        return CommitErrors.Outdated;
    }
}
