namespace Fengqiao.Host.Demo.Geography;

/// <summary>
/// Turns cells labelled with their grid into rings. All borders are one graph whose points are moved, thinned and rounded once,
/// so every two neighbours, and a village and its grids, share the very same points.
/// </summary>
internal sealed class Borders
{
    private readonly HexLattice _lattice;
    private readonly Dictionary<int, List<int>> _links = [];
    private readonly HashSet<int> _kept = [];
    private readonly (double X, double Y)[] _position;
    private readonly GeoPoint[] _place;

    public Borders(HexLattice lattice, int[] gridOfCell, Warp warp, Dice dice)
    {
        _lattice = lattice;
        _position = [.. lattice.Corners.Select(corner => (corner.X + dice.Between(-0.3, 0.3), corner.Y + dice.Between(-0.3, 0.3)))];
        Link(gridOfCell);
        Smooth();
        Smooth();
        Thin();
        _place = Array.ConvertAll(_position, warp.ToGround);
    }

    /// <summary>The outer ring, closed and counter-clockwise, of all cells carrying <paramref name="label"/>.</summary>
    public GeoPoint[] Ring(IReadOnlyList<int> cells, Func<int, bool> carries)
    {
        var next = new Dictionary<int, int>();
        foreach (var cell in cells)
        {
            for (var side = 0; side < 6; side++)
            {
                var across = _lattice.Neighbours[cell][side];
                if (across < 0 || !carries(across))
                    next.Add(_lattice.CornersOf[cell][side], _lattice.CornersOf[cell][(side + 1) % 6]);
            }
        }
        var start = next.Keys.First(_kept.Contains);
        var ring = new List<GeoPoint>();
        var steps = 0;
        for (var corner = start; steps == 0 || corner != start; corner = next[corner], steps++)
        {
            if (_kept.Contains(corner))
                ring.Add(_place[corner]);
        }
        if (steps != next.Count)
            throw new InvalidOperationException("A region with a hole has more than one ring.");
        ring.Add(ring[0]);
        return [.. ring];
    }

    private void Link(int[] gridOfCell)
    {
        for (var cell = 0; cell < _lattice.Count; cell++)
        {
            for (var side = 0; side < 6; side++)
            {
                var across = _lattice.Neighbours[cell][side];
                if (across >= 0 && (across < cell || gridOfCell[across] == gridOfCell[cell]))
                    continue;
                var (from, to) = (_lattice.CornersOf[cell][side], _lattice.CornersOf[cell][(side + 1) % 6]);
                LinksOf(from).Add(to);
                LinksOf(to).Add(from);
            }
        }
    }

    private List<int> LinksOf(int corner)
    {
        if (!_links.TryGetValue(corner, out var links))
        {
            links = [];
            _links.Add(corner, links);
        }
        return links;
    }

    // Hexagon sides zigzag; pulling each point half-way to the middle of its neighbours makes a border of them.
    private void Smooth()
    {
        var moved = new List<(int Corner, double X, double Y)>(_links.Count);
        foreach (var (corner, links) in _links)
        {
            var pull = links.Count == 2 ? 0.5 : 0.3;
            moved.Add((corner,
                _position[corner].X * (1 - pull) + links.Average(link => _position[link].X) * pull,
                _position[corner].Y * (1 - pull) + links.Average(link => _position[link].Y) * pull));
        }
        foreach (var (corner, x, y) in moved)
            _position[corner] = (x, y);
    }

    // Between two junctions every second point is enough; short arcs keep all of theirs.
    private void Thin()
    {
        foreach (var (junction, links) in _links.Where(pair => pair.Value.Count != 2))
        {
            _kept.Add(junction);
            foreach (var first in links)
            {
                var arc = Arc(junction, first);
                if (arc[^1] < junction || (arc[^1] == junction && arc[^2] < first))
                    continue; // walked from the other end
                for (var index = 0; index < arc.Count; index++)
                {
                    if (arc.Count <= 5 || index % 2 == 0)
                        _kept.Add(arc[index]);
                }
            }
        }
    }

    private List<int> Arc(int junction, int first)
    {
        var arc = new List<int> { junction, first };
        while (_links[arc[^1]] is { Count: 2 } links)
            arc.Add(links[0] == arc[^2] ? links[1] : links[0]);
        return arc;
    }
}
