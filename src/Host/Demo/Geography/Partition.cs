namespace Fengqiao.Host.Demo.Geography;

/// <summary>Splits a connected set of cells into connected parts of about equal size, none of which encloses another.</summary>
internal sealed class Partition(HexLattice lattice, Dice dice)
{
    private const int Rounds = 6;
    private readonly double[] _roughness = [.. Enumerable.Range(0, lattice.Count).Select(_ => dice.Between(0.7, 1.6))];
    private readonly int[] _owner = new int[lattice.Count];
    private readonly double[] _distance = new double[lattice.Count];
    private readonly int[] _memberOf = new int[lattice.Count];
    private readonly int[] _cornerSeen = new int[lattice.Corners.Count];
    private int _split;

    /// <exception cref="InvalidOperationException">No fitting split was found; it would take a set smaller than its parts.</exception>
    public List<int>[] Split(IReadOnlyList<int> cells, int parts)
    {
        if (parts == 1)
            return [[.. cells]];
        for (var attempt = 0; attempt < 60; attempt++)
        {
            var found = TrySplit(cells, parts, dice.Fork(++_split));
            if (found.All(part => part.Count >= 3 && HasNoHole(part)))
                return found;
        }
        throw new InvalidOperationException($"No split of {cells.Count} cells into {parts} parts.");
    }

    private List<int>[] TrySplit(IReadOnlyList<int> cells, int parts, Dice own)
    {
        var mark = ++_split;
        foreach (var cell in cells)
            _memberOf[cell] = mark;
        var seeds = SpreadSeeds(cells, parts, own);
        var speed = Enumerable.Repeat(1.0, parts).ToArray();
        List<int>[] grown = [];
        for (var round = 0; round < Rounds; round++)
        {
            grown = Grow(cells, seeds, speed, mark);
            if (round == Rounds - 1)
                break;
            for (var part = 0; part < parts; part++)
            {
                if (grown[part].Count == 0)
                    return grown; // two seeds fell on one cell; the caller draws again
                seeds[part] = Middle(grown[part]);
                // Parts that came out too small grow faster in the next round.
                speed[part] *= Math.Pow((double)cells.Count / parts / grown[part].Count, 0.35);
            }
        }
        return grown;
    }

    private int[] SpreadSeeds(IReadOnlyList<int> cells, int parts, Dice own)
    {
        var seeds = new int[parts];
        seeds[0] = own.Pick(cells);
        for (var part = 1; part < parts; part++)
        {
            var best = -1.0;
            for (var candidate = 0; candidate < 12; candidate++)
            {
                var cell = own.Pick(cells);
                var nearest = seeds.Take(part).Min(seed => Apart(seed, cell));
                if (nearest > best)
                    (best, seeds[part]) = (nearest, cell);
            }
        }
        return seeds;
    }

    // Every cell gets the owner of the cell it was reached from, so each part is connected by construction.
    private List<int>[] Grow(IReadOnlyList<int> cells, int[] seeds, double[] speed, int mark)
    {
        foreach (var cell in cells)
            _distance[cell] = double.PositiveInfinity;
        var queue = new PriorityQueue<(int Cell, int Owner), double>();
        for (var part = 0; part < seeds.Length; part++)
            queue.Enqueue((seeds[part], part), part * 1e-9);
        while (queue.TryDequeue(out var next, out var distance))
        {
            if (!double.IsPositiveInfinity(_distance[next.Cell]))
                continue;
            _distance[next.Cell] = distance;
            _owner[next.Cell] = next.Owner;
            foreach (var neighbour in lattice.Neighbours[next.Cell])
            {
                if (neighbour >= 0 && _memberOf[neighbour] == mark && double.IsPositiveInfinity(_distance[neighbour]))
                    queue.Enqueue((neighbour, next.Owner), distance + _roughness[neighbour] / speed[next.Owner]);
            }
        }
        var grown = Array.ConvertAll(seeds, _ => new List<int>());
        foreach (var cell in cells)
            grown[_owner[cell]].Add(cell);
        return grown;
    }

    private int Middle(List<int> part)
    {
        var (x, y) = (0.0, 0.0);
        foreach (var cell in part)
            (x, y) = (x + lattice.Centres[cell].X / part.Count, y + lattice.Centres[cell].Y / part.Count);
        return part.MinBy(cell => Square(lattice.Centres[cell].X - x) + Square(lattice.Centres[cell].Y - y));
    }

    private double Apart(int one, int other) =>
        Square(lattice.Centres[one].X - lattice.Centres[other].X) + Square(lattice.Centres[one].Y - lattice.Centres[other].Y);

    private static double Square(double value) => value * value;

    // Euler: corners − sides + cells is 1 for a connected part without holes.
    private bool HasNoHole(List<int> part)
    {
        var mark = ++_split;
        foreach (var cell in part)
            _memberOf[cell] = mark;
        var (corners, sharedTwice) = (0, 0);
        foreach (var cell in part)
        {
            foreach (var corner in lattice.CornersOf[cell])
            {
                if (_cornerSeen[corner] != mark)
                    corners++;
                _cornerSeen[corner] = mark;
            }
            foreach (var neighbour in lattice.Neighbours[cell])
            {
                if (neighbour >= 0 && _memberOf[neighbour] == mark)
                    sharedTwice++;
            }
        }
        return corners - (6 * part.Count - sharedTwice / 2) + part.Count == 1;
    }
}
