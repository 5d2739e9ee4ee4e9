namespace Fengqiao.Cases.Ledger;

/// <summary>Numbers codes in the order in which they turn up, from 0. Never forgets one.</summary>
internal sealed class CodeBook<T>
    where T : notnull
{
    private readonly Dictionary<T, int> _numbers = [];
    private readonly List<T> _codes = [];

    public int Count => _codes.Count;

    public T this[int number] => _codes[number];

    public int Add(T code)
    {
        if (!_numbers.TryGetValue(code, out var number))
        {
            _numbers[code] = number = _codes.Count;
            _codes.Add(code);
        }

        return number;
    }

    /// <summary>-1 for one that never turned up: no case has it.</summary>
    public int Find(T code) => _numbers.GetValueOrDefault(code, -1);

    /// <summary>For each number whether its code fits.</summary>
    public bool[] Where(Func<T, bool> fits) => [.. _codes.Select(fits)];
}
