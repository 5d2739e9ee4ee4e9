using System.Buffers;
using System.Globalization;
using System.Text;

namespace Fengqiao.Cases.Tests.PersonalData;

/// <summary>Names and numbers that occur nowhere else, and the search for them in whatever a server leaves behind.</summary>
internal sealed class PlantedValues
{
    private const string First = "甄郗郏邴鄢滑裴陆荀羊於惠麴家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫";
    private const string Second = "砚棠霁岚桅琮玥彧翀翊";

    private readonly SearchValues<string> _anywhere;

    private PlantedValues(IReadOnlyList<(string Name, string Phone)> people)
    {
        People = people;
        _anywhere = SearchValues.Create(
            [.. people.SelectMany(p => (string[])[p.Name, p.Phone]).SelectMany(v => (byte[][])[Encoding.UTF8.GetBytes(v), Encoding.Unicode.GetBytes(v)]).Select(Encoding.Latin1.GetString)],
            StringComparison.Ordinal);
    }

    public IReadOnlyList<(string Name, string Phone)> People { get; }

    /// <summary>Half names, half numbers.</summary>
    public static PlantedValues Make(int values) => new(
    [
        .. Enumerable.Range(0, values / 2).Select(i => (
            $"{First[i % First.Length]}{Second[i / First.Length]}{First[(i * 7 + 3) % First.Length]}{Second[i % 10]}",
            (17_300_550_000 + (i * 37)).ToString(CultureInfo.InvariantCulture))),
    ]);

    /// <summary>The values that stand in some bytes, as UTF-8 or as UTF-16.</summary>
    public IEnumerable<string> In(byte[] bytes)
    {
        // A byte as a character: so all values are looked for in one pass, whatever the file is.
        if (Encoding.Latin1.GetString(bytes).AsSpan().IndexOfAny(_anywhere) < 0)
        {
            yield break;
        }

        foreach (var value in People.SelectMany(p => (string[])[p.Name, p.Phone]))
        {
            if (bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(value)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(value)) >= 0)
            {
                yield return value;
            }
        }
    }

    /// <summary>The values in the files below a folder, each with where it stands.</summary>
    public IReadOnlyList<string> Below(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).SelectMany(file => In(Read(file)).Select(value => $"{value} in {Path.GetRelativePath(folder, file)}"))];

    /// <summary>Files that are open elsewhere are read too; those that go away meanwhile hold nothing any more.</summary>
    public static byte[] Read(string file)
    {
        try
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[open.Length];
            open.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
