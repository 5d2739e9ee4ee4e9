using System.Globalization;
using System.Text.RegularExpressions;
using Fengqiao.Host.Texts;
using Fengqiao.Kernel;
using Fengqiao.TestKit;

namespace Fengqiao.EndToEnd.Tests.Cli;

/// <summary>Every code that Kernel, Platform and Host can answer has words; modules test their own.</summary>
public sealed partial class ErrorTextTests
{
    public static TheoryData<string> Codes()
    {
        var codes = new TheoryData<string>();
        IEnumerable<string> files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal));
        foreach (string code in files.SelectMany(f => Code().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal))
        {
            codes.Add(code);
        }

        return codes;
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Code_HasWordsInBothLanguages(string code)
    {
        CultureInfo before = CultureInfo.CurrentUICulture;
        try
        {
            foreach (string language in (string[])["zh-Hans", "en"])
            {
                CultureInfo.CurrentUICulture = Languages.Of(language);
                string text = HostText.Of(new Error(code, ErrorKind.Invalid, null, "first", "second", "third"));
                text.ShouldNotBe(code);
                text.Any(c => c > '\u3000').ShouldBe(language != "en", text);
            }
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [GeneratedRegex("\"((?:kernel|platform|host)\\.[a-z][a-z-]+)\"")]
    private static partial Regex Code();
}
