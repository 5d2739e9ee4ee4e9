using Fengqiao.Host.Demo.Geography;
using Fengqiao.Host.Demo.Texts;

namespace Fengqiao.Host.Demo;

/// <summary>One matter in the world that several people report, or one person again and again: the same estate, works or road, and the same caller.</summary>
internal sealed class Scene(Leaf leaf, GridPlace grid, Dice dice)
{
    public Leaf Leaf { get; } = leaf;

    public GridPlace Grid { get; } = grid;

    public GeoPoint Point { get; } = Rings.PointWithin(grid.Ring, dice);

    /// <summary>Names of places that stay the same from report to report.</summary>
    public IReadOnlyDictionary<string, string> Places { get; } = Words.PlacesOf(grid, leaf.Category.Code, dice);

    public PersonName Caller { get; } = Names.Person(dice);

    public string Phone { get; } = Names.Phone(dice);

    /// <summary>A spot some steps from the middle of the matter, still in its grid.</summary>
    public GeoPoint Near(Dice own)
    {
        var near = new GeoPoint(
            Math.Round(Point.Longitude + own.Between(-0.0012, 0.0012), 6), Math.Round(Point.Latitude + own.Between(-0.001, 0.001), 6));
        return Rings.Contains(Grid.Ring, near) ? near : Point;
    }
}

/// <summary>What a report is to its scene.</summary>
internal enum SceneRole
{
    /// <summary>It stands alone, or is the first.</summary>
    First,

    /// <summary>Somebody else about the same matter.</summary>
    Neighbour,

    /// <summary>The same person once more.</summary>
    Again,
}

/// <summary>A case before anybody has written a word of it.</summary>
/// <param name="Number">Its stream of numbers; unique within the county.</param>
/// <param name="First">Number of the first report of the same scene, where this is a later one.</param>
internal sealed record Seed(
    int Number, Leaf Leaf, GridPlace Grid, string Channel, DateTime Received, Fate Fate, Scene? Scene = null, SceneRole Role = SceneRole.First, Seed? First = null);
