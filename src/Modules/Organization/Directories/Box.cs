using Fengqiao.Organization.Domain;

namespace Fengqiao.Organization.Directories;

/// <summary>The smallest upright rectangle around something, in degrees.</summary>
internal readonly record struct Box(double Left, double Bottom, double Right, double Top)
{
    public static readonly Box None = new(double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);

    public static Box Of(Outline outline)
    {
        var box = None;
        foreach (var ring in outline.Rings)
        {
            for (var i = 0; i < ring.Length; i += 2)
            {
                box = box.With(new Box(ring[i], ring[i + 1], ring[i], ring[i + 1]));
            }
        }

        return box;
    }

    public Box With(Box other) => new(Math.Min(Left, other.Left), Math.Min(Bottom, other.Bottom), Math.Max(Right, other.Right), Math.Max(Top, other.Top));

    public bool Holds(double x, double y) => x >= Left && x <= Right && y >= Bottom && y <= Top;
}
