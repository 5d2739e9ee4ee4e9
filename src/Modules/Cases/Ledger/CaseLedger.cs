using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;

namespace Fengqiao.Cases.Ledger;

/// <summary>
/// One line for every case, in memory: what lists, counts and figures are answered from, for any combination of filters, in milliseconds
/// where a million rows would take the database seconds (docs/adr/0011). A cache of what the store says and nothing else: <see cref="LedgerFeed"/>
/// brings it up to date before each answer. Thread-safe.
/// </summary>
internal sealed class CaseLedger(CountyClock clock) : IDisposable
{
    private const int ChunkBits = 14;
    private const int ChunkSize = 1 << ChunkBits;
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly List<LedgerLine[]> _chunks = [];
    private readonly List<LedgerKey[]> _keys = [];
    private readonly List<int> _perPlace = [];
    private readonly CodeBook<string> _categories = new();
    private readonly CodeBook<string> _places = new();
    private readonly CodeBook<Guid> _units = new();
    private readonly Dictionary<string, SequenceSet> _byReceiver = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, SequenceSet> _byUnit = [];
    private readonly Dictionary<string, SequenceSet> _byReader = new(StringComparer.Ordinal);
    private readonly SequenceSet _open = new();
    private readonly SequenceSet _guarded = new();

    /// <summary>The largest sequence that was read. Sequences have no gaps.</summary>
    public int Largest { get; private set; }

    /// <summary>Answers a question while nothing changes.</summary>
    public T Ask<T>(Func<Pages, T> question)
    {
        _lock.EnterReadLock();
        try
        {
            return question(new Pages(this));
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    public void Write(IReadOnlyCollection<LedgerRow> rows, IEnumerable<(long Sequence, Guid Unit)> parts)
    {
        _lock.EnterWriteLock();
        try
        {
            foreach (var row in rows)
            {
                Write(row);
            }

            foreach (var (sequence, unit) in parts)
            {
                SetOf(_byUnit, unit).Add((int)sequence);
            }
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>These are the readers of a restricted case, and no others.</summary>
    public void Name(long sequence, IReadOnlyCollection<string> accounts)
    {
        _lock.EnterWriteLock();
        try
        {
            foreach (var (account, named) in _byReader)
            {
                if (!accounts.Contains(account))
                {
                    named.Remove((int)sequence);
                }
            }

            foreach (var account in accounts)
            {
                SetOf(_byReader, account).Add((int)sequence);
            }
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    public void Dispose() => _lock.Dispose();

    private static SequenceSet SetOf<T>(Dictionary<T, SequenceSet> sets, T key)
        where T : notnull
    {
        if (!sets.TryGetValue(key, out var set))
        {
            set = new SequenceSet();
            sets.Add(key, set);
        }

        return set;
    }

    private void Write(LedgerRow row)
    {
        var sequence = checked((int)row.Sequence);
        while (_chunks.Count <= sequence >> ChunkBits)
        {
            _chunks.Add(new LedgerLine[ChunkSize]);
            var keys = new LedgerKey[ChunkSize];
            Array.Fill(keys, LedgerKey.Nothing);
            _keys.Add(keys);
        }

        ref var line = ref _chunks[sequence >> ChunkBits][sequence & (ChunkSize - 1)];
        if (line.Version > row.Version)
        {
            return;
        }

        if (line.Version != 0)
        {
            _perPlace[line.Place] -= line.Secrecy == CaseSecrecy.Ordinary ? 1 : 0;
        }
        else
        {
            SetOf(_byReceiver, row.FirstReceiver).Add(sequence);
            line.Serial = int.TryParse(row.Number.AsSpan(Math.Max(0, row.Number.Length - 5)), NumberStyles.None, CultureInfo.InvariantCulture, out var serial) ? serial : -1;
        }

        line.Version = row.Version;
        line.StateCode = (byte)row.State;
        line.ChannelCode = (byte)row.Channel;
        line.SecrecyCode = (byte)row.Secrecy;
        line.Category = row.Category is null ? LedgerLine.None : checked((short)_categories.Add(row.Category));
        line.Unit = row.Unit is null ? LedgerLine.None : checked((short)_units.Add(row.Unit.Value));
        line.Place = _places.Add(row.Place);
        line.Desk = _places.Add(row.Desk);
        line.ReceivedTicks = row.ReceivedUtc.Ticks;
        line.UpdatedTicks = row.UpdatedUtc.Ticks;
        line.DueTicks = row.CloseDueUtc?.Ticks ?? 0;
        line.IsStopped = row.StoppedUtc is not null;
        line.WasLate = row.StoppedUtc > row.CloseDueUtc;
        line.ReceivedDay = DayOf(row.ReceivedUtc);
        line.RegisteredDay = DayOf(row.RegisteredUtc);
        _keys[sequence >> ChunkBits][sequence & (ChunkSize - 1)] = line.Key;
        while (_perPlace.Count < _places.Count)
        {
            _perPlace.Add(0);
        }

        if (row.Secrecy == CaseSecrecy.Ordinary)
        {
            _perPlace[line.Place]++;
            _guarded.Remove(sequence);
        }
        else
        {
            _guarded.Add(sequence);
        }

        if (CaseStates.Open.Contains(row.State))
        {
            _open.Add(sequence);
        }
        else
        {
            _open.Remove(sequence);
        }

        Largest = Math.Max(Largest, sequence);
    }

    private ushort DayOf(DateTime utc) => LedgerLine.DayOf(DateOnly.FromDateTime(clock.ToLocal(utc)));

    /// <summary>The ledger as it stands during one question.</summary>
    internal readonly struct Pages(CaseLedger ledger)
    {
        public int Largest => ledger.Largest;

        public CodeBook<string> Categories => ledger._categories;

        public CodeBook<string> Places => ledger._places;

        public CodeBook<Guid> Units => ledger._units;

        /// <summary>Cases that are still somebody's work.</summary>
        public SequenceSet Open => ledger._open;

        public ref readonly LedgerLine this[int sequence] => ref ledger._chunks[sequence >> ChunkBits][sequence & (ChunkSize - 1)];

        /// <summary>The lines are kept in chunks of so many, by sequence; chunk 0 begins with sequence 0, which no case has.</summary>
        public static int ChunkLength => ChunkSize;

        public int Chunks => ledger._keys.Count;

        /// <summary>The keys of a chunk.</summary>
        public ReadOnlySpan<LedgerKey> KeysOf(int chunk) => ledger._keys[chunk];

        /// <summary>The lines of a chunk, at the same places.</summary>
        public ReadOnlySpan<LedgerLine> LinesOf(int chunk) => ledger._chunks[chunk];

        public LedgerKey KeyOf(int sequence) => ledger._keys[sequence >> ChunkBits][sequence & (ChunkSize - 1)];

        /// <summary>Cases that not everybody of their area may see.</summary>
        public SequenceSet Guarded => ledger._guarded;

        /// <summary>How many ordinary cases are at a place, by its number.</summary>
        public int OrdinaryAt(int place) => ledger._perPlace[place];

        /// <summary>The cases a unit takes or took part in; null for none.</summary>
        public SequenceSet? OfUnit(Guid unit) => ledger._byUnit.GetValueOrDefault(unit);

        /// <summary>The cases in which somebody is or was named as a reader; null for none. They tell nothing of a case that is not restricted.</summary>
        public SequenceSet? ReadBy(string account) => ledger._byReader.GetValueOrDefault(account);

        /// <summary>The cases somebody took in; null for none.</summary>
        public SequenceSet? TakenInBy(string account) => ledger._byReceiver.GetValueOrDefault(account);
    }
}
