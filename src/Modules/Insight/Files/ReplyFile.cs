using Fengqiao.Contracts.Insight;
using Fengqiao.Insight.Replies;
using Fengqiao.Kernel;
using Fengqiao.Platform.Spreadsheets;

namespace Fengqiao.Insight.Files;

/// <summary>Matters with their replies from CSV or XLSX, to see what the checker says of many.</summary>
internal static class ReplyFile
{
    private static readonly string[] Ids = ["id", "number", "留言编号", "编号"];
    private static readonly string[] Titles = ["title", "留言主题", "主题", "标题"];
    private static readonly string[] Texts = ["text", "description", "detail", "留言详情", "详情", "内容"];
    private static readonly string[] Replies = ["reply", "answer", "答复意见", "答复", "回复"];
    private static readonly string[] Units = ["unit", "承办单位", "单位"];

    /// <summary>A row without a reply gives what its matter asks; a row that cannot be read is an error.</summary>
    public static Result<IReadOnlyList<LabReply>> Check(string path, CancellationToken ct)
    {
        var opened = TableFile.Open(path);
        if (opened.Failed(out var error))
        {
            return error;
        }

        using var table = opened.Value;
        if (Find(table, Ids) is not { } id || Find(table, Texts) is not { } text)
        {
            return InsightErrors.ColumnMissing(table.Name, string.Join(", ", Ids[0], Texts[0]));
        }

        var (title, reply, unit) = (Find(table, Titles), Find(table, Replies), Find(table, Units));
        var checker = new ReplyChecker();
        var checkedReplies = new List<LabReply>();
        foreach (var row in table.Rows())
        {
            ct.ThrowIfCancellationRequested();
            if (row.Fault is { } fault)
            {
                return fault;
            }

            var matter = new RepliedMatter(Of(row, title) ?? "", row[text] ?? "", Of(row, unit) is { } name ? [name] : []);
            var draft = Of(row, reply);
            checkedReplies.Add(new LabReply(row[id] ?? "", !string.IsNullOrWhiteSpace(draft), checker.Check(matter, draft)));
        }

        return checkedReplies;
    }

    private static string? Of(TableRow row, string? column) => column is null ? null : row[column];

    private static string? Find(TableFile table, string[] names) =>
        names.Select(n => table.Headers.FirstOrDefault(h => h.Equals(n, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(h => h is not null);
}
