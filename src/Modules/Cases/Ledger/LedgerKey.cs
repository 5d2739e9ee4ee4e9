namespace Fengqiao.Cases.Ledger;

/// <summary>
/// What nearly every question asks of a <see cref="LedgerLine"/>, repeated in 12 bytes: a walk over a million cases reads 12 MB instead of 56,
/// which is what the time of a walk is made of.
/// </summary>
/// <param name="Place">Number of the place.</param>
/// <param name="StateCode">Of the case, or <see cref="Absent"/>.</param>
internal readonly record struct LedgerKey(int Place, short Category, short Unit, ushort ReceivedDay, byte StateCode, byte ChannelCode)
{
    /// <summary>In place of a state where no case was read; no set of states holds its bit.</summary>
    public const byte Absent = 31;

    public static readonly LedgerKey Nothing = new(0, LedgerLine.None, LedgerLine.None, 0, Absent, 0);
}
