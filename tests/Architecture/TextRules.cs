using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Fengqiao.Architecture.Tests;

/// <summary>Rules on files rather than types. Each answers what breaks it, one line each, and refuses to judge nothing.</summary>
internal static partial class TextRules
{
    /// <summary>Every text exists in Chinese (X.resx) and English (X.en.resx), with the same placeholders, and is translated.</summary>
    public static IReadOnlyList<string> ResourceParity(IEnumerable<SourceFile> files)
    {
        var resources = NotEmpty(files.Where(f => f.Path.EndsWith(".resx", StringComparison.Ordinal))).ToDictionary(f => f.Path);
        return [.. resources.Keys.Select(Neutral).Distinct().SelectMany(path => Compare(path, resources.GetValueOrDefault(path), resources.GetValueOrDefault(English(path))))];
    }

    /// <summary>No file knows the machine it was written on.</summary>
    /// <param name="files">All text files.</param>
    /// <param name="root">Where this clone lies; its path belongs into no file either.</param>
    public static IReadOnlyList<string> MachinePaths(IEnumerable<SourceFile> files, string root) =>
        Lines(files, line => MachinePath().IsMatch(line) || line.Contains(root, StringComparison.Ordinal));

    /// <summary>Nothing in the product is left for later.</summary>
    public static IReadOnlyList<string> UnfinishedWork(IEnumerable<SourceFile> files) =>
        Lines(files.Where(f => f.Path.StartsWith("src/", StringComparison.Ordinal)), line => Unfinished().IsMatch(line));

    /// <summary>Every act the product writes into the audit has a word on the audit administrator's page.</summary>
    public static IReadOnlyList<string> ActsWithoutWord(IEnumerable<SourceFile> files)
    {
        var all = files.ToList();
        var words = NotEmpty(all.Where(f => f.Path.EndsWith("/AuditTexts.resx", StringComparison.Ordinal))).SelectMany(f => f.Lines)
            .Select(l => ActWord().Match(l.Text)).Where(m => m.Success).Select(m => m.Groups["act"].Value).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. NotEmpty(all.Where(f => f.Path.StartsWith("src/", StringComparison.Ordinal) && f.Path.EndsWith(".cs", StringComparison.Ordinal)))
                .SelectMany(f => f.Lines.SelectMany(l => Act().Matches(l.Text).Select(m => (f.Path, l.Number, Act: m.Groups["act"].Value))))
                .Where(a => !words.Any(word => a.Act.EndsWith('.') ? word.StartsWith(a.Act, StringComparison.Ordinal) : word == a.Act))
                .Select(a => $"{a.Path}:{a.Number}: {a.Act}"),
        ];
    }

    private static List<string> Lines(IEnumerable<SourceFile> files, Func<string, bool> broken) =>
        [.. NotEmpty(files).SelectMany(f => f.Lines.Where(l => broken(l.Text)).Select(l => $"{f.Path}:{l.Number}: {l.Text.Trim()}"))];

    private static List<SourceFile> NotEmpty(IEnumerable<SourceFile> files) =>
        files.ToList() is { Count: > 0 } some ? some : throw new InvalidOperationException("The rule selects no file.");

    private static IEnumerable<string> Compare(string path, SourceFile? chinese, SourceFile? english)
    {
        if (chinese is null || english is null)
            return [$"{path}: no {(chinese is null ? "Chinese" : "English")} twin"];

        var (zh, en) = (Texts(chinese), Texts(english));
        var repeated = new[] { (path, zh), (English(path), en) }.SelectMany(x => x.Item2.Where(g => g.Count() > 1).Select(g => $"{x.Item1}: {g.Key} is there twice"));
        var alone = zh.Select(g => g.Key).Except(en.Select(g => g.Key)).Select(k => $"{English(path)}: no {k}")
            .Concat(en.Select(g => g.Key).Except(zh.Select(g => g.Key)).Select(k => $"{path}: no {k}"));
        var differing = from key in zh.Select(g => g.Key).Intersect(en.Select(g => g.Key))
                        let texts = (Zh: zh[key].First(), En: en[key].First())
                        let fault = Fault(texts.Zh, texts.En)
                        where fault is not null
                        select $"{path}: {key} {fault}";
        return repeated.Concat(alone).Concat(differing);
    }

    private static string? Fault(string zh, string en)
    {
        if (string.IsNullOrWhiteSpace(zh) || string.IsNullOrWhiteSpace(en))
            return "is empty in one language";
        if (!Placeholders(zh).SetEquals(Placeholders(en)))
            return "has other placeholders in English";
        if (en.Contains("(s)", StringComparison.Ordinal))
            return "leaves the plural open in English: give NAME.One";
        if (LatinPunctuation().IsMatch(zh))
            return "has Latin punctuation after Chinese";
        // A language is always offered under its own name.
        return zh == en && zh is not ("中文" or "简体中文") && Han().IsMatch(zh) ? "is not translated" : null;
    }

    private static HashSet<string> Placeholders(string text) => [.. Placeholder().Matches(text.Replace("{{", "", StringComparison.Ordinal)).Select(m => m.Groups[1].Value)];

    private static ILookup<string, string> Texts(SourceFile file) =>
        XDocument.Parse(file.Text).Root!.Elements("data").ToLookup(d => d.Attribute("name")!.Value, d => d.Element("value")?.Value ?? "");

    private static string Neutral(string path) => path.Replace(".en.resx", ".resx", StringComparison.Ordinal);

    private static string English(string path) => path.Replace(".resx", ".en.resx", StringComparison.Ordinal);

    // A root, a home folder, a mount for work. After a quote, a brace or a letter it may be the address of a page.
    [GeneratedRegex("""(?<![\w.])/(root|home)/|(?<![\w."'}>])/(?:work)/|(?<!\w)[A-Z]:\\Users\\|(?<![\w.])/(?:Users)/""")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX|NotImplementedException)\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"\{(\d+)[^{}]*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}([,;!?(]|[.:](\s|$))")]
    private static partial Regex LatinPunctuation();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();

    [GeneratedRegex("Audit(Late)?\\(\"(?<act>[a-z.-]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Act();

    [GeneratedRegex("name=\"Act\\.(?<act>[a-z.-]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ActWord();
}
