using System.Security.Claims;

namespace Fengqiao.Platform.Access;

/// <summary>
/// Says once more who acts, for answers that go on long after the request was let in: a stream must end when the session does, and
/// must not go on with rights that have been taken away.
/// </summary>
public interface IActorSource
{
    /// <summary>The actor as of now; null once the session has ended or the account is closed.</summary>
    Actor? Current(ClaimsPrincipal person);
}
