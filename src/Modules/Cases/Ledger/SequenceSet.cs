using System.Numerics;

namespace Fengqiao.Cases.Ledger;

/// <summary>Sequences in ascending order, each once. New ones are nearly always the largest, so that adding is cheap.</summary>
internal sealed class SequenceSet
{
    private readonly List<int> _items = [];

    public int Count => _items.Count;

    public int this[int index] => _items[index];

    public void Add(int sequence)
    {
        if (_items.Count == 0 || _items[^1] < sequence)
        {
            _items.Add(sequence);
        }
        else if (_items.BinarySearch(sequence) is < 0 and var at)
        {
            _items.Insert(~at, sequence);
        }
    }

    public void Remove(int sequence)
    {
        if (_items.BinarySearch(sequence) is >= 0 and var at)
        {
            _items.RemoveAt(at);
        }
    }
}

/// <summary>One bit for each sequence: asked a million times, it must fit the processor's cache.</summary>
internal sealed class SequenceBits(int largest)
{
    private readonly ulong[] _bits = new ulong[(largest >> 6) + 1];

    /// <summary>No larger sequence has a bit.</summary>
    public int Largest => largest;

    public bool this[int sequence] => sequence >> 6 < _bits.Length && (_bits[sequence >> 6] & (1UL << (sequence & 63))) != 0;

    public void Add(int sequence) => _bits[sequence >> 6] |= 1UL << (sequence & 63);

    public IEnumerable<int> Descending()
    {
        for (var word = _bits.Length - 1; word >= 0; word--)
        {
            for (var left = _bits[word]; left != 0;)
            {
                var bit = 63 - BitOperations.LeadingZeroCount(left);
                left &= ~(1UL << bit);
                yield return (word << 6) + bit;
            }
        }
    }

    public void AddAll(SequenceSet set)
    {
        for (var i = 0; i < set.Count; i++)
        {
            Add(set[i]);
        }
    }
}
