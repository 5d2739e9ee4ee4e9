using System.Collections.Concurrent;
using Fengqiao.Contracts.Organization;
using Fengqiao.Host.Commands;

namespace Fengqiao.Host.Demo.Live;

/// <summary>
/// The demo's staff as holders of bearer tokens, like any program that acts for a person. A token is issued when its holder first acts, lives in memory
/// only, and lasts as long as a simulation may.
/// </summary>
internal sealed class LiveStaff(Organization organization, IServiceScopeFactory scopes)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(8);

    private readonly ILookup<(string Role, string Unit), string> _byPost = organization.Staff
        .SelectMany(staff => staff.Posts.Select(post => (post.RoleCode, post.UnitCode, staff.Account))).Distinct()
        .ToLookup(row => (row.RoleCode, row.UnitCode), row => row.Account);

    private readonly ConcurrentDictionary<string, Lazy<Task<string?>>> _tokens = new(StringComparer.Ordinal);

    /// <summary>Somebody with that post; null where nobody has it.</summary>
    public string? Find(string role, string unit, Dice dice) => _byPost[(role, unit)].ToArray() is { Length: > 0 } able ? dice.Pick(able) : null;

    /// <summary>Null where the account no longer exists or was disabled.</summary>
    public Task<string?> TokenAsync(string account) => _tokens.GetOrAdd(account, name => new Lazy<Task<string?>>(() => IssueAsync(name))).Value;

    private async Task<string?> IssueAsync(string account)
    {
        await using var scope = scopes.CreateAsyncScope();
        CommandExecution.ActAsSystem(scope.ServiceProvider, "demo --live");
        var token = await scope.ServiceProvider.GetRequiredService<ITokenIssuer>().CreateAsync(account, [], Lifetime, CancellationToken.None);
        return token.IsSuccess ? token.Value : null;
    }
}
