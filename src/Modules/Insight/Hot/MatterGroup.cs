namespace Fengqiao.Insight.Hot;

/// <summary>Messages taken for one matter: the sums of their rows, and the places they name.</summary>
internal sealed class MatterGroup
{
    /// <summary>A part of a name that so many of the members of both groups share makes their place the same.</summary>
    private const double SharedPlace = 0.34;

    private readonly RunSum _whole;
    private readonly RunSum _bodies;
    private readonly Dictionary<string, int> _places;
    private readonly Dictionary<string, int> _towns = new(StringComparer.Ordinal);
    private int _placed;

    /// <param name="places">Keys of the names it says; see <see cref="PlaceWords"/>.</param>
    /// <param name="town">Where it lies by the gazetteer; null where that is not known so closely.</param>
    public MatterGroup(int message, (int Run, double Weight)[] row, (int Run, double Weight)[] body, IReadOnlySet<string> places, string? town)
    {
        Members = [message];
        (_whole, _bodies) = (new RunSum(row), new RunSum(body));
        _places = places.ToDictionary(p => p, _ => 1, StringComparer.Ordinal);
        _placed = places.Count > 0 ? 1 : 0;
        if (town is not null)
        {
            _towns[town] = 1;
        }
    }

    public List<int> Members { get; }

    /// <summary>Cosine with another group, 0 to 1.</summary>
    public double Likeness(MatterGroup other) => _whole.Likeness(other._whole);

    /// <summary>The same without the titles.</summary>
    public double LikenessOfBodies(MatterGroup other) => _bodies.Likeness(other._bodies);

    public double Likeness((int Run, double Weight)[] row) => _whole.Product(row);

    /// <summary>
    /// How the places of two groups stand to each other. Names in words decide, but not across towns: every town has its 建设银行. Where none is named a
    /// matter may be of the whole county.
    /// </summary>
    public PlaceRelation RelationTo(MatterGroup other)
    {
        var (named, othersNamed) = (_placed * 2 > Members.Count, other._placed * 2 > other.Members.Count);
        if (_towns.Count > 0 && other._towns.Count > 0 && !Share(_towns, other._towns, other) && (named || othersNamed))
        {
            return PlaceRelation.Apart;
        }

        return Share(_places, other._places, other) ? PlaceRelation.Same : named && othersNamed ? PlaceRelation.Apart : PlaceRelation.Unknown;
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

        foreach (var (town, count) in other._towns)
        {
            _towns[town] = _towns.GetValueOrDefault(town) + count;
        }

        _placed += other._placed;
    }

    private bool Share(Dictionary<string, int> mine, Dictionary<string, int> others, MatterGroup other) => mine.Any(m =>
        others.TryGetValue(m.Key, out var count) && Math.Min((double)m.Value / Members.Count, (double)count / other.Members.Count) >= SharedPlace);
}

/// <summary>Whether two groups of messages lie at one place.</summary>
internal enum PlaceRelation
{
    Unknown,
    Same,
    Apart,
}
