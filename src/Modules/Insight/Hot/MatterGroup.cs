namespace Fengqiao.Insight.Hot;

/// <summary>Messages taken for one matter: the sums of their rows, and the places they name.</summary>
internal sealed class MatterGroup
{
    /// <summary>A part of a name that so many of the members of both groups share makes their place the same.</summary>
    private const double SharedPlace = 0.34;

    private readonly RunSum _whole;
    private readonly RunSum _bodies;
    private readonly Dictionary<string, int> _places;
    private int _placed;

    public MatterGroup(int message, (int Run, double Weight)[] row, (int Run, double Weight)[] body, IReadOnlySet<string> places)
    {
        Members = [message];
        (_whole, _bodies) = (new RunSum(row), new RunSum(body));
        _places = places.ToDictionary(p => p, _ => 1, StringComparer.Ordinal);
        _placed = places.Count > 0 ? 1 : 0;
    }

    public List<int> Members { get; }

    /// <summary>Cosine with another group, 0 to 1.</summary>
    public double Likeness(MatterGroup other) => _whole.Likeness(other._whole);

    /// <summary>The same without the titles.</summary>
    public double LikenessOfBodies(MatterGroup other) => _bodies.Likeness(other._bodies);

    public double Likeness((int Run, double Weight)[] row) => _whole.Product(row);

    /// <summary>
    /// How the places of two groups stand to each other; unknown where one of them mostly names none, or both only lie in one village: neighbours
    /// complain of different things.
    /// </summary>
    public PlaceRelation RelationTo(MatterGroup other)
    {
        if (_places.Any(p => p.Key.Length == PlaceWords.KeyLength && other._places.TryGetValue(p.Key, out var others) && Math.Min((double)p.Value / Members.Count, (double)others / other.Members.Count) >= SharedPlace))
        {
            return PlaceRelation.Same;
        }

        return _placed * 2 <= Members.Count || other._placed * 2 <= other.Members.Count || _places.Keys.Any(other._places.ContainsKey) ? PlaceRelation.Unknown : PlaceRelation.Apart;
    }

    public void Join(MatterGroup other)
    {
        Members.AddRange(other.Members);
        _whole.Add(other._whole);
        _bodies.Add(other._bodies);
        foreach (var (place, count) in other._places)
        {
            _places[place] = _places.GetValueOrDefault(place) + count;
        }

        _placed += other._placed;
    }
}

/// <summary>Whether two groups of messages lie at one place.</summary>
internal enum PlaceRelation
{
    Unknown,
    Same,
    Apart,
}
