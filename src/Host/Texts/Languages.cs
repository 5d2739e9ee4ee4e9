using System.Globalization;

namespace Fengqiao.Host.Texts;

/// <summary>The language of the command line: Chinese, unless the environment asks for English.</summary>
internal static class Languages
{
    private const string Chinese = "zh-Hans";
    private const string English = "en";

    /// <param name="variable">Reads an environment variable.</param>
    public static CultureInfo FromEnvironment(Func<string, string?> variable)
    {
        var wanted = new[] { "FENGQIAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG" }.Select(variable).FirstOrDefault(v => !string.IsNullOrEmpty(v));
        return Of(wanted);
    }

    /// <summary>A name like <c>en_GB.UTF-8</c> gives English, any other Chinese.</summary>
    public static CultureInfo Of(string? name) =>
        CultureInfo.GetCultureInfo(name is not null && name.StartsWith(English, StringComparison.OrdinalIgnoreCase) ? English : Chinese);
}
