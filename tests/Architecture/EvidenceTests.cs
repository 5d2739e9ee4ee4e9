using System.Text.RegularExpressions;

namespace Fengqiao.Architecture.Tests;

/// <summary>Papers that say "this is so, and that test shows it" are worth what their tests are: each test they name must be there.</summary>
public sealed partial class EvidenceTests
{
    private const string Folder = "docs/security/";

    // Requirements per section of OWASP ASVS 5.0.0, and those of level 3 only; the rest are level 1 and 2.
    private const string Asvs =
        "1.1:2 1.2:10-10 1.3:12-12 1.4:3 1.5:3-3 2.1:3 2.2:3 2.3:5-5 2.4:2-2 3.1:1-1 3.2:3-3 3.3:5-5 3.4:8-7,8 3.5:8-6,7,8 3.6:1-1 3.7:5-3,4,5 " +
        "4.1:5-4,5 4.2:5-2,3,4,5 4.3:2 4.4:4 5.1:1 5.2:6-4,5,6 5.3:3-3 5.4:3 6.1:3 6.2:12 6.3:8-5,6,7,8 6.4:6-5,6 6.5:8-6,7,8 6.6:4-4 6.7:2-1,2 6.8:4 " +
        "7.1:3 7.2:4 7.3:2 7.4:5 7.5:3-3 7.6:2 8.1:4-3,4 8.2:4-4 8.3:3-2,3 8.4:2-2 9.1:3 9.2:4 10.1:2 10.2:3-3 10.3:5-5 10.4:16-12,13,14,15,16 10.5:5 10.6:2 10.7:3 " +
        "11.1:4-3,4 11.2:5-4,5 11.3:5-4,5 11.4:4 11.5:2-2 11.6:2-2 11.7:2-1,2 12.1:5-4,5 12.2:2 12.3:5-5 13.1:4-2,3,4 13.2:6-6 13.3:4-3,4 13.4:7-6,7 " +
        "14.1:2 14.2:8-5,6,7,8 14.3:3 15.1:5-4,5 15.2:5-4,5 15.3:7 15.4:4-1,2,3,4 16.1:1 16.2:5 16.3:4 16.4:3 16.5:4-4 17.1:2-2 17.2:8-5,6,7,8 17.3:2";

    private static readonly ILookup<string, string> Methods = SourceTree.Files
        .Where(f => f.Path.StartsWith("tests/", StringComparison.Ordinal) && f.Path.EndsWith(".cs", StringComparison.Ordinal))
        .SelectMany(f => ClassName().Matches(f.Text).SelectMany(c => MethodName().Matches(f.Text).Select(m => (Class: c.Groups[1].Value, Method: m.Groups[1].Value))))
        .ToLookup(t => t.Class, t => t.Method);

    public static TheoryData<string> Papers =>
        [.. SourceTree.Files.Where(f => (f.Path.StartsWith(Folder, StringComparison.Ordinal) && f.Path.EndsWith(".md", StringComparison.Ordinal)) || f.Path == "docs/durability.md").Select(f => f.Path)];

    [Theory]
    [MemberData(nameof(Papers))]
    public void Tests_ThatAPaperNames_AreThere(string paper)
    {
        var named = TestName().Matches(TextOf(paper)).Select(m => (Class: m.Groups[1].Value, Method: m.Groups[2].Value)).ToList();

        named.ShouldNotBeEmpty();
        named.Where(t => !Methods[t.Class].Any(m => t.Method.Length == 0 || m == t.Method)).ShouldBeEmpty();
    }

    [Fact]
    public void Asvs_OfLevelOneAndTwo_IsAnsweredInFull()
    {
        var asked = Asvs.Split(' ').SelectMany(Ids).ToList();
        var rows = AsvsRow().Matches(TextOf(Folder + "asvs.md")).Select(m => m.Groups["id"].Value);

        asked.Count.ShouldBe(253);
        rows.ShouldBe(asked, ignoreOrder: true);
    }

    [Theory]
    [InlineData("asvs.md", "ok|operator|not met|does not apply")]
    [InlineData("mlps-level3.md", "ok|partly|operator|not met|does not apply")]
    [InlineData("pipl.md", "ok|partly|operator|not met|does not apply")]
    public void Rows_SayHowItStands_AndWhatShowsIt(string paper, string verdicts)
    {
        var rows = TextOf(Folder + paper).Split('\n').Where(l => RequirementRow().IsMatch(l)).Select(l => l.Trim('|').Split(" | ")).ToList();

        rows.Count.ShouldBeGreaterThan(15);
        rows.Where(c => c.Length != 4 || !verdicts.Split('|').Contains(c[1].Trim())).Select(c => c[0]).ShouldBeEmpty();
        // "ok" needs something to look at: a test, or a dated record of what was looked at.
        rows.Where(c => c[1].Trim() == "ok" && !c[3].Contains('`', StringComparison.Ordinal) && !Record().IsMatch(c[3])).Select(c => c[0]).ShouldBeEmpty();
    }

    private static IEnumerable<string> Ids(string section)
    {
        var parts = section.Replace('-', ':').Split(':');
        var higher = parts.Length > 2 ? parts[2].Split(',') : [];
        return Enumerable.Range(1, int.Parse(parts[1])).Select(i => i.ToString()).Except(higher).Select(i => $"{parts[0]}.{i}");
    }

    private static string TextOf(string path) => SourceTree.Files.Single(f => f.Path == path).Text;

    [GeneratedRegex(@"\bclass (\w+)")]
    private static partial Regex ClassName();

    [GeneratedRegex(@"\bpublic (?:async )?(?:static )?(?:Task|void)\s+(\w+)\(")]
    private static partial Regex MethodName();

    [GeneratedRegex(@"`(\w+Tests)(?:\.(\w+))?`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^\| (?<id>\d+\.\d+\.\d+) \|", RegexOptions.Multiline)]
    private static partial Regex AsvsRow();

    [GeneratedRegex(@"^\| (?:\d+(?:\.\d+)+|art\. \d+)")]
    private static partial Regex RequirementRow();

    [GeneratedRegex(@"\b20\d\d-\d\d-\d\d\b")]
    private static partial Regex Record();
}
