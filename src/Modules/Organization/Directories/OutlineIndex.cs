using Fengqiao.Organization.Domain;

namespace Fengqiao.Organization.Directories;

/// <summary>
/// Finds the outline a point lies in. A raster over all outlines names the few candidates of each cell; each is then decided
/// by counting crossings. Half-open edges give a point on the line between two neighbours to exactly one of them.
/// </summary>
/// <typeparam name="T">What an outline belongs to.</typeparam>
internal sealed class OutlineIndex<T>
    where T : class
{
    private readonly (Outline Outline, T Owner)[] _entries;
    private readonly int[][] _cells;
    private readonly int _side;
    private readonly Box _all;

    /// <param name="entries">Where outlines overlap, the first wins.</param>
    public OutlineIndex(IEnumerable<(Outline Outline, T Owner)> entries)
    {
        _entries = [.. entries];
        var boxes = Array.ConvertAll(_entries, e => Box.Of(e.Outline));
        _all = boxes.Aggregate(Box.None, (all, box) => all.With(box));
        // About four cells per outline: most cells then have one or two candidates.
        _side = Math.Clamp((int)Math.Sqrt(_entries.Length * 4d), 1, 512);
        var cells = new List<int>?[_side * _side];
        for (var i = 0; i < boxes.Length; i++)
        {
            var (left, bottom) = Cell(boxes[i].Left, boxes[i].Bottom);
            var (right, top) = Cell(boxes[i].Right, boxes[i].Top);
            for (var y = bottom; y <= top; y++)
            {
                for (var x = left; x <= right; x++)
                {
                    (cells[(y * _side) + x] ??= []).Add(i);
                }
            }
        }

        _cells = Array.ConvertAll(cells, c => c?.ToArray() ?? []);
    }

    public T? At(double x, double y)
    {
        if (!_all.Holds(x, y))
        {
            return null;
        }

        var (column, row) = Cell(x, y);
        foreach (var candidate in _cells[(row * _side) + column])
        {
            if (Contains(_entries[candidate].Outline, x, y))
            {
                return _entries[candidate].Owner;
            }
        }

        return null;
    }

    private static bool Contains(Outline outline, double x, double y)
    {
        // Even-odd over all rings: holes and further polygons need no case of their own.
        var inside = false;
        foreach (var polygon in outline.Polygons)
        {
            foreach (var ring in polygon)
            {
                inside ^= OddCrossings(ring, x, y);
            }
        }

        return inside;
    }

    private static bool OddCrossings(double[] ring, double x, double y)
    {
        var odd = false;
        for (var i = 2; i < ring.Length; i += 2)
        {
            double x1 = ring[i - 2], y1 = ring[i - 1], x2 = ring[i], y2 = ring[i + 1];
            if (y1 > y == y2 > y)
            {
                continue;
            }

            // Always from the lower end, so that both neighbours of an edge compute the very same number.
            var crossing = y1 < y2 ? x1 + ((y - y1) / (y2 - y1) * (x2 - x1)) : x2 + ((y - y2) / (y1 - y2) * (x1 - x2));
            odd ^= x < crossing;
        }

        return odd;
    }

    private (int Column, int Row) Cell(double x, double y) =>
        (Slot(x - _all.Left, _all.Right - _all.Left), Slot(y - _all.Bottom, _all.Top - _all.Bottom));

    private int Slot(double from, double length) => length > 0 ? Math.Clamp((int)(from / length * _side), 0, _side - 1) : 0;
}
