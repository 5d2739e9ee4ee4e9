using System.Globalization;

namespace Fengqiao.Bench.Many;

/// <summary>One case to be made: the demo's case it repeats, moved back in time.</summary>
/// <param name="Template">Row of the demo's case.</param>
internal readonly record struct Copy(int Template, TimeSpan Shift, DateTime ReceivedUtc);

/// <summary>
/// Decides which cases are made. Those of the demo are repeated whole weeks earlier, so that each keeps its hour and its day of the week; what
/// is still open in the demo stays where it is, repeated as often as the county is busier than the demo's. So a large county has a long past
/// and the backlog of a busy fortnight, as real ones do.
/// </summary>
internal static class Copies
{
    private static readonly string[] Ended = ["Closed", "Refused", "Merged", "Withdrawn"];

    /// <summary>Ten thousand are half a year of a small county, a million five years of a busy one.</summary>
    public static int DaysOf(int count) => count <= 50_000 ? 180 : 1825;

    public static List<Copy> Plan(TableRows cases, int count, int seed)
    {
        var random = new Random(seed);
        var (state, received, merged) = (cases["state"], cases["received_utc"], cases["merged_into_id"]);
        var times = cases.Rows.Select(r => TableRows.TimeOf(r[received])).ToList();
        var now = times.Max();
        // One that went into another points to it, which a copy of it could not.
        var usable = cases.Rows.Index().Where(r => r.Item[merged] is null).Select(r => r.Index).ToList();
        var ended = usable.Where(i => Ended.Contains((string)cases.Rows[i][state]!)).ToList();
        var days = DaysOf(count);
        var busier = count / (double)days / (cases.Rows.Count / (now - times.Min()).TotalDays);
        var copies = new List<Copy>(count);
        foreach (var i in usable.Except(ended))
        {
            var repeats = (int)busier + (random.NextDouble() < busier - (int)busier ? 1 : 0);
            for (var n = 0; n < repeats && copies.Count < count; n++)
            {
                copies.Add(Make(i, 0));
            }
        }

        while (copies.Count < count)
        {
            var i = ended[random.Next(ended.Count)];
            var room = (int)((days - (now - times[i]).TotalDays) / 7);
            copies.Add(Make(i, random.Next(Math.Max(1, room + 1))));
        }

        copies.Sort(static (a, b) => a.ReceivedUtc.CompareTo(b.ReceivedUtc));
        return copies;

        Copy Make(int template, int weeks)
        {
            var shift = -TimeSpan.FromDays(7 * weeks) - TimeSpan.FromSeconds(random.Next(1, 2400));
            return new Copy(template, shift, times[template] + shift);
        }
    }

    /// <summary>Case numbers in the order of arrival, without gaps within each day, and how far each series got.</summary>
    public static (string[] Numbers, Dictionary<string, long> Series) Number(IReadOnlyList<Copy> copies, TableRows cases)
    {
        var (numbers, last, place) = (new string[copies.Count], new Dictionary<string, long>(StringComparer.Ordinal), cases["place"]);
        for (var i = 0; i < copies.Count; i++)
        {
            var day = copies[i].ReceivedUtc.AddHours(8).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
            var series = $"SJ{day}{((string)cases.Rows[copies[i].Template][place]!)[..6]}";
            last[series] = last.GetValueOrDefault(series) + 1;
            numbers[i] = series + last[series].ToString("D5", CultureInfo.InvariantCulture);
        }

        return (numbers, last);
    }
}
