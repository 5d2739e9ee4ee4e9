using System.Globalization;
using Fengqiao.Insight.Hot;
using Fengqiao.Kernel;
using Fengqiao.Platform.Spreadsheets;

namespace Fengqiao.Insight.Files;

/// <summary>Messages of people from CSV or XLSX, to look for hot issues in.</summary>
internal static class HotFile
{
    private static readonly string[] Ids = ["id", "number", "留言编号", "编号"];
    private static readonly string[] People = ["user", "person", "reporter", "留言用户", "用户"];
    private static readonly string[] Titles = ["title", "留言主题", "主题", "标题"];
    private static readonly string[] Texts = ["text", "description", "detail", "留言详情", "详情", "内容"];
    private static readonly string[] Times = ["time", "received", "date", "留言时间", "时间"];
    private static readonly string[] For = ["votes", "likes", "点赞数", "点赞"];
    private static readonly string[] Against = ["against", "反对数", "反对"];

    /// <summary>Rows with neither title nor text are passed over; a row that cannot be read, or whose time cannot, is an error.</summary>
    public static Result<IReadOnlyList<HotText>> Read(string path)
    {
        var opened = TableFile.Open(path);
        if (opened.Failed(out var error))
        {
            return error;
        }

        using var table = opened.Value;
        if (Find(table, Ids) is not { } id || Find(table, People) is not { } person || Find(table, Titles) is not { } title || Find(table, Times) is not { } time)
        {
            return InsightErrors.ColumnMissing(table.Name, string.Join(", ", Ids[0], People[0], Titles[0], Times[0]));
        }

        var (text, likes, against) = (Find(table, Texts), Find(table, For), Find(table, Against));
        var messages = new List<HotText>();
        foreach (var row in table.Rows())
        {
            if (row.Fault is { } fault)
            {
                return fault;
            }

            if (row[id] is not { } known || (row[title] ?? Of(row, text)) is not { } about)
            {
                continue;
            }

            if (!DateTime.TryParse(row[time], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            {
                return InsightErrors.TimeUnreadable(table.Name, row.Number);
            }

            messages.Add(new HotText(known, row[person] ?? known, about, Of(row, text) ?? "", at, Number(row, likes), Number(row, against)));
        }

        return messages;
    }

    private static string? Of(TableRow row, string? column) => column is null ? null : row[column];

    private static int Number(TableRow row, string? column) => int.TryParse(Of(row, column), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string? Find(TableFile table, string[] names) =>
        names.Select(n => table.Headers.FirstOrDefault(h => h.Equals(n, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(h => h is not null);
}
