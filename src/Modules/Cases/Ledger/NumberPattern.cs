using System.Globalization;

namespace Fengqiao.Cases.Ledger;

/// <summary>
/// The beginning or the end of a case number: date, county and five digits, without the letters in front. Told from the parts the ledger
/// keeps of a number, so that no million numbers are read.
/// </summary>
internal sealed record NumberPattern
{
    private const int HeadLength = 14;
    private const int SerialLength = 5;

    private NumberPattern(string head, string serial, bool isEnding) => (Head, Serial, IsEnding) = (head, serial, isEnding);

    private string Head { get; }

    private string Serial { get; }

    private bool IsEnding { get; }

    /// <param name="digits">At most 19.</param>
    public static NumberPattern Beginning(string digits) =>
        digits.Length <= HeadLength ? new(digits, "", isEnding: false) : new(digits[..HeadLength], digits[HeadLength..], isEnding: false);

    /// <inheritdoc cref="Beginning"/>
    public static NumberPattern Ending(string digits) =>
        digits.Length <= SerialLength ? new("", digits, isEnding: true) : new(digits[..^SerialLength], digits[^SerialLength..], isEnding: true);

    public Func<LedgerLine, bool> In(CodeBook<string> places)
    {
        var serial = Serial.Length == 0 ? 0 : int.Parse(Serial, CultureInfo.InvariantCulture);
        var scale = (int)Math.Pow(10, IsEnding ? Serial.Length : SerialLength - Serial.Length);
        var heads = new Dictionary<(ushort, string), bool>();
        string[] counties = [.. Enumerable.Range(0, places.Count).Select(i => places[i].Length > 6 ? places[i][..6] : places[i])];
        return line => FitsSerial(line.Serial) && (Head.Length == 0 || FitsHead(line.RegisteredDay, counties[line.Place]));

        bool FitsSerial(int number) => Serial.Length == 0 || (IsEnding ? number % scale : number / scale) == serial;

        bool FitsHead(ushort day, string county)
        {
            if (!heads.TryGetValue((day, county), out var fits))
            {
                var head = LedgerLine.DayOf(day).ToString("yyyyMMdd", CultureInfo.InvariantCulture) + county;
                heads[(day, county)] = fits = IsEnding ? head.EndsWith(Head, StringComparison.Ordinal) : head.StartsWith(Head, StringComparison.Ordinal);
            }

            return fits;
        }
    }
}
