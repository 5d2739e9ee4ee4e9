using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using Fengqiao.Platform.Files;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Spreadsheets;

namespace Fengqiao.Platform.Tests.Spreadsheets;

public sealed class ErrorTextTests
{
    [Theory]
    [InlineData(typeof(TableErrors))]
    [InlineData(typeof(FileErrors))]
    [InlineData(typeof(PersonalDataErrors))]
    public void EveryCode_HasATextInBothLanguages(Type catalogue)
    {
        var texts = new ResourceManager(catalogue);
        var codes = catalogue.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).ToList();
        codes.ShouldNotBeEmpty();
        foreach (var code in codes)
        {
            var chinese = texts.GetString(code, CultureInfo.GetCultureInfo("zh-Hans"));
            var english = texts.GetString(code, CultureInfo.GetCultureInfo("en"));
            chinese.ShouldNotBeNullOrEmpty(code);
            english.ShouldNotBeNullOrEmpty(code);
            english.ShouldNotBe(chinese, code);
            Places(english).ShouldBe(Places(chinese), code);
        }
    }

    private static IEnumerable<string> Places(string text) =>
        Regex.Matches(text, @"\{\d\}", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Value).Order(StringComparer.Ordinal);
}
