namespace Fengqiao.Host.Demo.Geography;

/// <summary>
/// The small hexagons a demo county is put together from. Exactly three hexagons meet at every corner, so no union of them
/// ever touches itself in a single point: each connected part without holes has one simple ring.
/// </summary>
internal sealed class HexLattice
{
    /// <summary>Half the width of the county in hexagon sides; about 9,000 hexagons fit into it.</summary>
    public const double Radius = 86;

    // Doubled coordinates: X counts half widths, Y half sides, so that cells and corners have exact integer keys.
    private static readonly (int X, int Y)[] Across = [(2, 0), (1, 3), (-1, 3), (-2, 0), (-1, -3), (1, -3)];
    private static readonly (int X, int Y)[] Around = [(1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1), (0, -2)];

    private readonly Dictionary<(int X, int Y), int> _cornerIds = [];
    private readonly List<(double X, double Y)> _corners = [];

    private HexLattice(List<(int X, int Y)> cells)
    {
        var ids = cells.Select((cell, id) => (cell, id)).ToDictionary(pair => pair.cell, pair => pair.id);
        Centres = [.. cells.Select(cell => Position(cell.X, cell.Y))];
        Neighbours = [.. cells.Select(cell => Array.ConvertAll(Across, step => ids.GetValueOrDefault((cell.X + step.X, cell.Y + step.Y), -1)))];
        CornersOf = [.. cells.Select(cell => Array.ConvertAll(Around, step => CornerId(cell.X + step.X, cell.Y + step.Y)))];
    }

    public int Count => Centres.Length;

    public (double X, double Y)[] Centres { get; }

    /// <summary>For each cell the cell across each of its six sides; −1 outside the county.</summary>
    public int[][] Neighbours { get; }

    /// <summary>For each cell its six corners counter-clockwise; side i runs from corner i to corner i+1.</summary>
    public int[][] CornersOf { get; }

    public IReadOnlyList<(double X, double Y)> Corners => _corners;

    /// <summary>All hexagons within an uneven round outline.</summary>
    public static HexLattice Within(Dice dice)
    {
        var waves = Enumerable.Range(2, 8).Select(count => (count, Size: dice.Between(0.4, 1) * 0.11 / Math.Sqrt(count), Turn: dice.Between(0, Math.Tau))).ToArray();
        var cells = new List<(int X, int Y)>();
        for (var row = -90; row <= 90; row++)
        {
            for (var column = -80; column <= 80; column++)
            {
                var key = (X: 2 * column + (row & 1), Y: 3 * row);
                var (x, y) = Position(key.X, key.Y);
                var angle = Math.Atan2(y, x);
                var edge = Radius * (1 + waves.Sum(wave => wave.Size * Math.Sin(wave.count * angle + wave.Turn)));
                if (Math.Sqrt(x * x + y * y) < edge)
                    cells.Add(key);
            }
        }
        return new HexLattice(LargestPart(cells));
    }

    private static (double X, double Y) Position(int x, int y) => (x * Math.Sqrt(3) / 2, y * 0.5);

    // The outline is star-shaped, but a sharp bay can cut a hexagon off.
    private static List<(int X, int Y)> LargestPart(List<(int X, int Y)> cells)
    {
        var left = cells.ToHashSet();
        List<(int X, int Y)> largest = [];
        foreach (var start in cells)
        {
            if (!left.Remove(start))
                continue;
            var part = new List<(int X, int Y)> { start };
            for (var index = 0; index < part.Count; index++)
            {
                foreach (var (x, y) in Across)
                {
                    var next = (part[index].X + x, part[index].Y + y);
                    if (left.Remove(next))
                        part.Add(next);
                }
            }
            if (part.Count > largest.Count)
                largest = part;
        }
        return [.. largest.OrderBy(cell => cell.Y).ThenBy(cell => cell.X)];
    }

    private int CornerId(int x, int y)
    {
        if (_cornerIds.TryGetValue((x, y), out var id))
            return id;
        _cornerIds.Add((x, y), _corners.Count);
        _corners.Add(Position(x, y));
        return _corners.Count - 1;
    }
}
