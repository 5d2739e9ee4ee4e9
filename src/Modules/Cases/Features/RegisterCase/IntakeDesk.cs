using Fengqiao.Cases.Domain;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;

namespace Fengqiao.Cases.Features.RegisterCase;

/// <summary>What the form offers to whom: the channels a post can take something in by, and where.</summary>
internal static class IntakeDesk
{
    /// <summary>The likeliest first. A grid worker reports from the round; who sits at a window also takes calls and what other units send.</summary>
    public static IReadOnlyList<Channel> ChannelsOf(Actor actor)
    {
        var channels = new List<Channel>();
        foreach (var role in actor.PostsWith(Rights.CasesRegister).Select(p => p.Role))
        {
            channels.AddRange(role switch
            {
                Roles.GridWorker => [Channel.GridWorker],
                Roles.VillageOfficer => [Channel.Window, Channel.GridWorker],
                Roles.CallBack => [Channel.Hotline],
                _ => new[] { Channel.Window, Channel.Hotline, Channel.Unit },
            });
        }

        return [.. channels.Distinct()];
    }

    public static IReadOnlyList<RegionCode> PlacesOf(Actor actor) => [.. actor.PostsWith(Rights.CasesRegister).Select(p => p.Region).Distinct()];

    /// <summary>A worker with one village or grid need not say where every time.</summary>
    public static RegionCode? UsualPlaceOf(Actor actor) =>
        PlacesOf(actor) is [var only] && only.Level >= RegionLevel.Village ? only : null;
}
