using Fengqiao.Cases.Domain;

namespace Fengqiao.Cases.Ledger;

/// <summary>
/// What lists and figures ask of one case, in 56 bytes. Codes are numbers of the <see cref="CaseLedger"/>'s dictionaries, times are UTC
/// ticks, days are counted from <see cref="DayZero"/> in the county's calendar.
/// </summary>
internal struct LedgerLine
{
    /// <summary>In place of a code or a time that a case does not have.</summary>
    public const short None = -1;

    public static readonly DateOnly DayZero = new(1990, 1, 1);

    public long ReceivedTicks;

    /// <summary>The closing limit; 0 while none runs.</summary>
    public long DueTicks;
    public long UpdatedTicks;
    public int Place;
    public int Desk;

    /// <summary>The last five digits of the case number.</summary>
    public int Serial;

    /// <summary>0 where no case was read into this line.</summary>
    public int Version;
    public short Category;
    public short Unit;
    public ushort ReceivedDay;
    public ushort RegisteredDay;
    public byte StateCode;
    public byte ChannelCode;
    public byte SecrecyCode;

    /// <summary>The clock of the closing limit has stopped.</summary>
    public bool IsStopped;

    /// <summary>It stopped after the limit. Whether a running one is late depends on the hour: see <see cref="IsLate"/>.</summary>
    public bool WasLate;

    public readonly CaseState State => (CaseState)StateCode;

    public readonly CaseSecrecy Secrecy => (CaseSecrecy)SecrecyCode;

    public readonly Channel Channel => (Channel)ChannelCode;

    /// <summary>As <see cref="Case.IsLate"/>.</summary>
    public readonly bool IsLate(long nowTicks) => IsStopped ? WasLate : DueTicks != 0 && DueTicks < nowTicks;

    public readonly LedgerKey Key => new(Place, Category, Unit, ReceivedDay, StateCode, LedgerKey.Pack(ChannelCode, SecrecyCode));

    public static ushort DayOf(DateOnly day) => (ushort)Math.Clamp(day.DayNumber - DayZero.DayNumber, 0, ushort.MaxValue);

    public static DateOnly DayOf(int day) => DayZero.AddDays(day);
}
