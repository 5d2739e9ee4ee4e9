using System.Security.Claims;
using Fengqiao.Organization.Directories;
using Fengqiao.Platform.Access;

namespace Fengqiao.Organization.Access;

/// <summary>Looks at the directories in memory, so that asking costs nothing.</summary>
internal sealed class ActorSource(Sessions sessions, AccountDirectory accounts) : IActorSource
{
    public Actor? Current(ClaimsPrincipal person)
    {
        if (person.Identity is not { IsAuthenticated: true } identity || Sessions.AccountOf(person) is not { } id || accounts.Find(id) is not { IsDisabled: false } account)
        {
            return null;
        }

        if (identity.AuthenticationType == Sessions.Scheme && !sessions.IsGood(person))
        {
            return null;
        }

        var scope = person.FindFirstValue(TokenAuthentication.ScopeClaim) ?? "";
        return account.ToActor() with { Scope = scope.Length == 0 ? null : scope.Split(' ').ToHashSet(StringComparer.Ordinal) };
    }
}
