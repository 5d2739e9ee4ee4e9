using System.Globalization;
using System.Resources;
using Fengqiao.Insight;
using Fengqiao.Kernel;
using Fengqiao.Platform;

namespace Fengqiao.Host.Texts;

/// <summary>The words of the command line, which speaks before any service exists.</summary>
internal static class HostText
{
    private static readonly ResourceManager Own = new(typeof(HostTexts));

    /// <summary>Everything an error may come from; the first that knows the code has the words.</summary>
    private static readonly IReadOnlyList<ResourceManager> Sources =
        [Own, .. Server.TextSources.All.Append(InsightModule.Texts).Where(t => t != typeof(HostTexts)).Select(t => new ResourceManager(t))];

    public static string Get(string key, params object[] args) => Format(Own.GetString(key, CultureInfo.CurrentUICulture) ?? key, args);

    /// <summary>The error and those joined to it, a line each.</summary>
    public static string Of(Error error) => string.Join(Environment.NewLine, error.All.Select(One));

    private static string One(Error error)
    {
        var text = Sources.Select(s => Find(s, error.Code)).FirstOrDefault(t => t is not null) ?? error.Code;
        return Format(text, error.Args);
    }

    private static string? Find(ResourceManager source, string code)
    {
        try
        {
            return source.GetString(code, CultureInfo.CurrentUICulture);
        }
        catch (MissingManifestResourceException)
        {
            return null;
        }
    }

    private static string Format(string text, object[] args) => args.Length == 0 ? text : string.Format(CultureInfo.CurrentCulture, text, args);
}
