using System.Globalization;
using System.Text;

namespace Fengqiao.Bench.Measures;

/// <summary>Figures of one measure, and the sentence they come to.</summary>
internal sealed class Table(string title, params string[] headers)
{
    private readonly List<string[]> _rows = [];

    public string Conclusion { get; private set; } = "";

    public void Add(params object[] cells) => _rows.Add([.. cells.Select(c => c is double d ? Number(d) : Convert.ToString(c, CultureInfo.InvariantCulture)!)]);

    public void Conclude(string sentence)
    {
        Conclusion = sentence;
        Console.WriteLine(sentence.Replace("**", "", StringComparison.Ordinal));
    }

    public string ToMarkdown()
    {
        var text = new StringBuilder($"### {title}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", headers)} |\n|{string.Concat(headers.Select(_ => "---|"))}\n");
        foreach (var row in _rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row)} |\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"\n{Conclusion}\n").ToString();
    }

    private static string Number(double d) => d.ToString(Math.Abs(d) >= 100 ? "F0" : "F2", CultureInfo.InvariantCulture);
}
