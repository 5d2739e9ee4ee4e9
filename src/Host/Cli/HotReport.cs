using System.Text.Encodings.Web;
using System.Text.Json;
using Fengqiao.Contracts.Insight;
using Fengqiao.Host.Texts;

namespace Fengqiao.Host.Cli;

/// <summary>Hot issues for people as lines, for programs as JSON.</summary>
internal static class HotReport
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line of JSON: <c>[{name, score, people, ids}]</c> in rank order.</summary>
    public static void PrintJson(TextWriter output, LabHotIssues done) =>
        output.WriteLine(JsonSerializer.Serialize(done.Issues.Select(i => new { i.Name, i.Score, i.People, i.Ids }), Readable));

    public static void Print(TextWriter output, LabHotIssues done, int top)
    {
        output.WriteLine(HostText.Get("Insight.HotFound", done.Messages, done.Issues.Count, done.Seconds.ToString("0.0", InsightReport.Figures)));
        foreach (var (rank, issue) in done.Issues.Take(top).Index())
        {
            output.WriteLine(HostText.Get("Insight.HotLine", rank + 1, issue.Score.ToString("0.0", InsightReport.Figures), issue.People, issue.Votes, issue.Ids.Count, issue.Days.ToString("0", InsightReport.Figures), issue.Name));
            if (issue.Words.Count > 0)
            {
                output.WriteLine($"    {string.Join(" ", issue.Words)}");
            }
        }
    }
}
