using System.Security.Cryptography;
using System.Text;
using Fengqiao.Contracts.Organization;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Fengqiao.Organization.Access;

/// <summary>Somebody as the county's sign-on knows them. The subject is the provider's and says nothing by itself.</summary>
internal sealed record Subject(string Issuer, string Name);

/// <summary>Whether the county has its own sign-on, and which.</summary>
internal sealed class CountySignOn(IServiceProvider services)
{
    /// <summary>Null where people sign in here alone.</summary>
    public SignOnProvider? Provider { get; } = services.GetService<SignOnProvider>();
}

/// <summary>Looks up which account a subject is. Bindings of a provider the county no longer uses stay, and open nothing.</summary>
internal sealed class SignOnBindings(FengqiaoDb db, CountySignOn signOn)
{
    public Task<SignOnBinding?> FindAsync(Subject subject, CancellationToken ct) =>
        db.Set<SignOnBinding>().FirstOrDefaultAsync(b => b.Issuer == subject.Issuer && b.Subject == subject.Name, ct);

    /// <summary>The account's binding to the present provider.</summary>
    public async Task<SignOnBinding?> OfAsync(Guid account, CancellationToken ct) =>
        signOn.Provider is { Issuer: var issuer } ? await db.Set<SignOnBinding>().FirstOrDefaultAsync(b => b.AccountId == account && b.Issuer == issuer, ct) : null;

    /// <summary>What names a subject in the audit trail, which must not hold what a provider may have made of a person's name or number.</summary>
    public static string MarkOf(string subject) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject)).AsSpan(0, 6));
}
