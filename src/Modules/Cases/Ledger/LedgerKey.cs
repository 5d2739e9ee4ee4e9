using Fengqiao.Cases.Domain;

namespace Fengqiao.Cases.Ledger;

/// <summary>
/// What nearly every question asks of a <see cref="LedgerLine"/>, repeated in 12 bytes: a walk over a million cases reads 12 MB instead of 56,
/// which is what the time of a walk is made of.
/// </summary>
/// <param name="Place">Number of the place.</param>
/// <param name="StateCode">Of the case, or <see cref="Absent"/>.</param>
/// <param name="ChannelAndSecrecy">Two small codes in one byte, which keeps the key at 12: see <see cref="Pack"/>.</param>
internal readonly record struct LedgerKey(int Place, short Category, short Unit, ushort ReceivedDay, byte StateCode, byte ChannelAndSecrecy)
{
    private const int SecrecyShift = 5;

    /// <summary>In place of a state where no case was read; no set of states holds its bit.</summary>
    public const byte Absent = 31;

    public static readonly LedgerKey Nothing = new(0, LedgerLine.None, LedgerLine.None, 0, Absent, 0);

    public byte ChannelCode => (byte)(ChannelAndSecrecy & ((1 << SecrecyShift) - 1));

    public CaseSecrecy Secrecy => (CaseSecrecy)(ChannelAndSecrecy >> SecrecyShift);

    public static byte Pack(byte channelCode, byte secrecyCode) => (byte)(channelCode | (secrecyCode << SecrecyShift));
}
