using Fengqiao.Kernel;

namespace Fengqiao.Platform.Access;

/// <summary>
/// One post a person holds: a role in a unit, over a region. Rights come from the role; where they reach comes from the post.
/// </summary>
/// <param name="Role">Code of the role, e.g. <c>town-dispatcher</c>.</param>
/// <param name="Region">Root of the subtree the post covers.</param>
public sealed record Post(string Role, Guid UnitId, RegionCode Region, IReadOnlySet<string> Rights);

/// <summary>Who acts. Built once per request from the stored account, never from what the client says.</summary>
public sealed record Actor(Guid? AccountId, string Account, string DisplayName, IReadOnlyList<Post> Posts)
{
    /// <summary>A person without an account: reports, tracks by number and code, rates.</summary>
    public static readonly Actor Citizen = new(null, "citizen", "", []);

    /// <summary>Limits a token to some rights; null means all rights of the account.</summary>
    public IReadOnlySet<string>? Scope { get; init; }

    public bool IsSignedIn => AccountId is not null;

    public IReadOnlyList<Guid> Units { get; } = [.. Posts.Select(p => p.UnitId).Distinct()];

    public bool Can(string right) => PostsWith(right).Any();

    /// <summary>The posts that give a right, within the scope of the token if one is used.</summary>
    public IEnumerable<Post> PostsWith(string right) =>
        Scope is null || Scope.Contains(right) ? Posts.Where(p => p.Rights.Contains(right)) : [];

    /// <summary>True when a post gives the right over the place.</summary>
    public bool CanIn(string right, RegionCode place) => PostsWith(right).Any(p => p.Region.Contains(place));

    /// <summary>True when a post in that unit gives the right.</summary>
    public bool CanFor(string right, Guid unit) => PostsWith(right).Any(p => p.UnitId == unit);
}

/// <summary>The actor of the current request, and where the request comes from.</summary>
public sealed class CurrentActor
{
    public Actor Actor { get; set; } = Actor.Citizen;

    /// <summary>Network address of the client as the connection (or a trusted proxy) says, or the name of a command.</summary>
    public string Source { get; set; } = "";
}
