using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Organization.Access;

/// <summary>Who is recorded for an act that a person at a page or the operator at the command line may have done.</summary>
internal static class Origin
{
    public static CommitOrigin Of(CurrentActor current) =>
        new(current.Actor.IsSignedIn ? current.Actor.Account : "operator", current.Source);
}
