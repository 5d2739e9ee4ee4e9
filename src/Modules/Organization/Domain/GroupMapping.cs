using Fengqiao.Kernel;

namespace Fengqiao.Organization.Domain;

/// <summary>A post that the groups of a person give.</summary>
internal sealed record MappedPost(string Role, Guid UnitId, string Region)
{
    public static MappedPost Of(StaffPost post) => new(post.Role, post.UnitId, post.Region);
}

/// <param name="Give">Not held yet.</param>
/// <param name="End">Held only because of a group the person is no longer in.</param>
internal sealed record PostChanges(IReadOnlyList<MappedPost> Give, IReadOnlyList<StaffPost> End)
{
    public bool IsNone => Give.Count == 0 && End.Count == 0;
}

/// <summary>
/// What a sign-on changes in the posts of a person. It gives what the groups give and nothing else, and ends only what groups gave: a post
/// that an administrator gave is an administrator's to end.
/// </summary>
internal static class GroupMapping
{
    /// <param name="posts">All posts of the person, past ones too.</param>
    /// <param name="wanted">What the groups give; each role is one of <paramref name="roles"/>.</param>
    /// <returns>Fails with <see cref="OrganizationErrors.DutiesTogether"/> where the person would be two of the three administrators.</returns>
    public static Result<PostChanges> Plan(IReadOnlyCollection<StaffPost> posts, IReadOnlyCollection<MappedPost> wanted, IReadOnlyDictionary<string, Role> roles, DateOnly today)
    {
        var held = posts.Where(p => p.ValidTo is not { } last || last >= today).ToList();
        var end = held.Where(p => p.IsMapped && !wanted.Contains(MappedPost.Of(p))).ToList();
        var give = wanted.Distinct().Where(w => !held.Exists(p => MappedPost.Of(p) == w)).ToList();
        var after = held.Except(end).Select(p => p.Role).Concat(give.Select(g => g.Role));
        return SeparationOfDuties.Allows(after.Select(r => roles[r])) ? new PostChanges(give, end) : OrganizationErrors.DutiesTogether;
    }
}
