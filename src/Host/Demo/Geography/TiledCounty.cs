namespace Fengqiao.Host.Demo.Geography;

/// <summary>One area and the areas it is put together from.</summary>
internal sealed record Tile(IReadOnlyList<int> Cells, GeoPoint[] Ring, bool Urban, IReadOnlyList<Tile> Parts)
{
    public GeoPoint Centre { get; } = new(Ring.Skip(1).Average(point => point.Longitude), Ring.Skip(1).Average(point => point.Latitude));
}

/// <summary>A county tiled by towns, towns by villages, villages by grids, without gaps or overlaps.</summary>
internal static class TiledCounty
{
    public const int Towns = 16;
    public const int Streets = 3;
    public const int Villages = 300;
    public const int Grids = 1500;

    public static Tile Make(Dice dice)
    {
        var lattice = HexLattice.Within(dice.Fork("outline"));
        var partition = new Partition(lattice, dice.Fork("partition"));
        int[] all = [.. Enumerable.Range(0, lattice.Count)];
        var towns = partition.Split(all, Towns);
        var urban = towns.OrderBy(cells => FromSeat(lattice, cells)).Take(Streets).ToHashSet();

        var villagesOf = towns.Zip(Share(Villages, [.. towns.Select(cells => (double)cells.Count)], least: 4), partition.Split).ToArray();
        var flat = villagesOf.SelectMany(villages => villages).ToArray();
        var gridsOf = flat.Zip(Share(Grids, [.. flat.Select(cells => (double)cells.Count)], least: 2), partition.Split).ToArray();

        var (gridOf, villageOf, townOf) = (new int[lattice.Count], new int[lattice.Count], new int[lattice.Count]);
        Label(towns, townOf);
        Label(flat, villageOf);
        Label([.. gridsOf.SelectMany(grids => grids)], gridOf);
        var borders = new Borders(lattice, gridOf, new Warp(dice.Fork("warp")), dice.Fork("borders"));

        Tile TileOf(List<int> cells, int[] labels, bool inTown, IReadOnlyList<Tile> parts) =>
            new(cells, borders.Ring(cells, other => labels[other] == labels[cells[0]]), inTown, parts);

        var village = 0;
        var townTiles = towns.Select((cells, town) => TileOf(cells, townOf, urban.Contains(cells),
            [.. villagesOf[town].Select(part => TileOf(part, villageOf, urban.Contains(cells),
                [.. gridsOf[village++].Select(grid => TileOf(grid, gridOf, urban.Contains(cells), []))]))])).ToArray();
        return new Tile(all, borders.Ring(all, _ => true), false, townTiles);
    }

    /// <summary>
    /// Tiles in the order codes are given in: rows from north to south, each from west to east (domain-rules §7.1).
    /// </summary>
    public static IEnumerable<Tile> ReadingOrder(IReadOnlyList<Tile> tiles)
    {
        var rowLength = (int)Math.Ceiling(Math.Sqrt(tiles.Count));
        return tiles.OrderByDescending(tile => tile.Centre.Latitude).Chunk(rowLength)
            .SelectMany(row => row.OrderBy(tile => tile.Centre.Longitude));
    }

    private static double FromSeat(HexLattice lattice, List<int> cells)
    {
        var x = cells.Average(cell => lattice.Centres[cell].X) - Warp.Seat.X;
        var y = cells.Average(cell => lattice.Centres[cell].Y) - Warp.Seat.Y;
        return x * x + y * y;
    }

    private static void Label(IReadOnlyList<List<int>> parts, int[] labels)
    {
        for (var part = 0; part < parts.Count; part++)
        {
            foreach (var cell in parts[part])
                labels[cell] = part;
        }
    }

    /// <summary>Shares <paramref name="total"/> out by weight (largest remainders), nobody below <paramref name="least"/>.</summary>
    private static int[] Share(int total, IReadOnlyList<double> weights, int least)
    {
        var spare = total - least * weights.Count;
        var sum = weights.Sum();
        var exact = weights.Select(weight => spare * weight / sum).ToArray();
        var shares = exact.Select(value => least + (int)value).ToArray();
        foreach (var index in Enumerable.Range(0, shares.Length).OrderByDescending(i => exact[i] - Math.Floor(exact[i])).Take(total - shares.Sum()))
            shares[index]++;
        return shares;
    }
}
