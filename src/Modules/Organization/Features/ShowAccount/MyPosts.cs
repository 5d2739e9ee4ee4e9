using System.Globalization;
using Fengqiao.Contracts.Organization;
using Fengqiao.Organization.Directories;
using Fengqiao.Platform.Access;

namespace Fengqiao.Organization.Features.ShowAccount;

internal sealed record Me(string Account, string Name, IReadOnlyList<PostLine> Posts);

internal sealed record PostLine(string Role, string Unit, string Region);

/// <summary>The actor's posts in words.</summary>
internal sealed class MyPosts(CurrentActor current, AccountDirectory accounts, IUnitDirectory units, IRegionDirectory regions)
{
    public Me Read() => new(
        current.Actor.Account,
        current.Actor.DisplayName,
        [.. current.Actor.Posts.Select(p => new PostLine(
            accounts.RoleName(p.Role, CultureInfo.CurrentUICulture),
            units.Find(p.UnitId)?.Name ?? "",
            regions.PathOf(p.Region)))]);
}
