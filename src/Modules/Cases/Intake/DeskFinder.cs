using Fengqiao.Cases.Domain;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;

namespace Fengqiao.Cases.Intake;

/// <summary>
/// Decides at which desk a new case lies first: small matters stay in the village, so a grid worker's report goes to the village; what a
/// window or hotline takes in stays with that window's centre; what citizens send goes to the town of the place.
/// </summary>
internal static class DeskFinder
{
    public static RegionCode For(Actor actor, RegionCode place)
    {
        var county = place.At(RegionLevel.County)!.Value;
        if (!actor.IsSignedIn)
        {
            return place.At(RegionLevel.Town) ?? county;
        }

        var post = actor.PostsWith(Rights.CasesRegister)
            .Where(p => p.Region.Contains(place))
            .OrderByDescending(p => p.Region.Level)
            .FirstOrDefault();
        return post is null ? county
            : post.Region.Level > RegionLevel.Village ? post.Region.At(RegionLevel.Village)!.Value
            : post.Region.Level < RegionLevel.County ? county
            : post.Region;
    }
}
