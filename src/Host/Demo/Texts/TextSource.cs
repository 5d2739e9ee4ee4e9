namespace Fengqiao.Host.Demo.Texts;

/// <summary>A leaf category and all that is needed to write about it.</summary>
/// <param name="Urban">True only in streets and communities, false only in villages, null anywhere.</param>
/// <param name="Crowd">Concerns many people.</param>
/// <param name="Delicate">The reporter often asks not to be named.</param>
/// <param name="Lead">Code of the unit that leads; <see cref="TextSource.TownCentre"/> for the centre of the town.</param>
internal sealed record Leaf(
    DemoCategory Category, int Weight, bool? Urban, bool Crowd, bool Delicate, string Lead, string? Assist, IReadOnlyDictionary<char, string[]> Lines)
{
    public bool IsQuestion => Lines.ContainsKey('A');
}

/// <summary>
/// Reads the categories and their sentences. One line each:
/// <code>
/// = code|name|English                                    first level
/// # code|name|English|lead|assist                        second level
/// ## code|name|English|keywords|flags weight|lead        leaf
/// T title   F what happened   E effect   W wish   P progress   R result   A answer
/// </code>
/// Lines under a second level serve all its leaves, lines under a leaf are added to them. Flags: where it happens (u urban, r rural,
/// a any), limit (E emergency, U utility, O ordinary, C complex, W question in working days), p photos, g many people, s delicate.
/// The sentences themselves are read by <see cref="Phrase"/>.
/// </summary>
internal static class TextSource
{
    public const string TownCentre = "T";

    private static readonly string[] Sources =
    [
        CityManagement.Text, Housing.Text, Transport.Text, Labour.Text, Rural.Text,
        Environment.Text, Market.Text, PublicServices.Text, Disputes.Text, PublicSafety.Text,
    ];

    public static (IReadOnlyList<DemoCategory> Categories, IReadOnlyList<Leaf> Leaves) Read()
    {
        var categories = new List<DemoCategory>();
        var leaves = new List<Leaf>();
        foreach (var source in Sources)
            ReadOne(source, categories, leaves);
        return (categories, leaves);
    }

    private static void ReadOne(string source, List<DemoCategory> categories, List<Leaf> leaves)
    {
        string[] group = [];
        List<(char Kind, string Text)> shared = [], own = [];
        Leaf? open = null;
        foreach (var line in source.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var (mark, rest) = (line[..space], line[(space + 1)..]);
            if (mark is "=" or "#" or "##")
            {
                Finish();
                var fields = rest.Split('|');
                var category = CategoryOf(mark, fields);
                categories.Add(category);
                if (mark == "#")
                    (group, shared) = (fields, []);
                else if (mark == "##")
                    open = LeafOf(category, fields, group);
            }
            else
            {
                (open is null ? shared : own).Add((mark[0], rest));
            }
        }
        Finish();

        void Finish()
        {
            if (open is not null)
            {
                leaves.Add(open with
                {
                    Lines = shared.Where(line => line.Kind != 'A' || open.Category.Limit!.CloseUnit == DemoLimitUnits.WorkingDay)
                        .Concat(own).GroupBy(line => line.Kind).ToDictionary(lines => lines.Key, lines => lines.Select(line => line.Text).ToArray()),
                });
            }
            (open, own) = (null, []);
        }
    }

    private static DemoCategory CategoryOf(string mark, string[] fields)
    {
        var isLeaf = mark == "##";
        return new DemoCategory(
            fields[0], fields[0].Length == 2 ? null : fields[0][..^2], fields[1], fields[2],
            isLeaf ? fields[3].Split(' ') : [],
            isLeaf && fields[4].Contains('p', StringComparison.Ordinal),
            isLeaf ? LimitOf(fields[4]) : null);
    }

    private static Leaf LeafOf(DemoCategory category, string[] fields, string[] group)
    {
        var flags = fields[4];
        return new Leaf(
            category,
            int.Parse(string.Concat(flags.Where(char.IsAsciiDigit)), System.Globalization.CultureInfo.InvariantCulture),
            flags[0] == 'a' ? null : flags[0] == 'u',
            flags.Contains('g', StringComparison.Ordinal),
            flags.Contains('s', StringComparison.Ordinal),
            fields.Length > 5 ? fields[5] : group[3],
            group.Length > 4 && group[4].Length > 0 ? group[4] : null,
            new Dictionary<char, string[]>());
    }

    private static DemoLimit LimitOf(string flags) => flags[1] switch
    {
        'E' => new DemoLimit(1, 1, 2, DemoLimitUnits.Hour),
        'U' => new DemoLimit(2, 4, 24, DemoLimitUnits.Hour),
        'O' => new DemoLimit(24, 24, 7, DemoLimitUnits.NaturalDay),
        'C' => new DemoLimit(24, 48, 15, DemoLimitUnits.NaturalDay),
        'W' => new DemoLimit(24, 24, 5, DemoLimitUnits.WorkingDay),
        _ => throw new FormatException($"No limit is called '{flags[1]}' in '{flags}'."),
    };
}
