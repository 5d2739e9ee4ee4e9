namespace Fengqiao.Insight.Hot;

/// <summary>The sum of some rows of weights, and how it lies to others.</summary>
internal sealed class RunSum((int Run, double Weight)[] row)
{
    private readonly Dictionary<int, double> _sum = row.ToDictionary(r => r.Run, r => r.Weight);
    private double _square = row.Sum(r => r.Weight * r.Weight);

    /// <summary>Cosine of the two, 0 to 1; 0 where one of them is empty.</summary>
    public double Likeness(RunSum other)
    {
        if (_square == 0 || other._square == 0)
        {
            return 0;
        }

        var (small, large) = _sum.Count <= other._sum.Count ? (_sum, other._sum) : (other._sum, _sum);
        return small.Sum(s => s.Value * large.GetValueOrDefault(s.Key)) / Math.Sqrt(_square * other._square);
    }

    public double Product((int Run, double Weight)[] row) => row.Sum(r => r.Weight * _sum.GetValueOrDefault(r.Run));

    public void Add(RunSum other)
    {
        foreach (var (run, weight) in other._sum)
        {
            _sum[run] = _sum.GetValueOrDefault(run) + weight;
        }

        _square = _sum.Values.Sum(w => w * w);
    }
}
