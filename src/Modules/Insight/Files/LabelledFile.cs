using Fengqiao.Insight.Learning;
using Fengqiao.Kernel;
using Fengqiao.Platform.Spreadsheets;

namespace Fengqiao.Insight.Files;

/// <summary>Labelled texts from a CSV or XLSX file.</summary>
internal static class LabelledFile
{
    private static readonly string[] LabelColumns = ["category", "label"];
    private static readonly string[] TextColumns = ["text", "description", "detail"];

    /// <summary>Rows without a label or without any text are passed over; a row that cannot be read is an error.</summary>
    public static Result<IReadOnlyList<Example>> Read(string path)
    {
        var opened = TableFile.Open(path);
        if (opened.Failed(out var error))
        {
            return error;
        }

        using (var table = opened.Value)
        {
            var (label, title, text) = (Find(table, LabelColumns), Find(table, ["title"]), Find(table, TextColumns));
            if (label is null || (title is null && text is null))
            {
                return InsightErrors.ColumnMissing(table.Name, label is null ? string.Join(", ", LabelColumns) : string.Join(", ", TextColumns));
            }

            var examples = new List<Example>();
            foreach (var row in table.Rows())
            {
                if (row.Fault is { } fault)
                {
                    return fault;
                }

                var parts = new[] { title is null ? null : row[title], text is null ? null : row[text] }.OfType<string>().ToList();
                if (row[label] is { } of && parts.Count > 0)
                {
                    examples.Add(new Example(string.Join('\n', parts), of));
                }
            }

            return examples;
        }
    }

    private static string? Find(TableFile table, string[] names) =>
        names.Select(n => table.Headers.FirstOrDefault(h => h.Equals(n, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(h => h is not null);
}
