using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing.Template;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>The pages the product has, from its routing table: a walk ticks off those it has seen.</summary>
internal sealed class RoutedPages
{
    private static readonly IReadOnlyList<RouteTemplate> Templates =
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "Fengqiao.*.dll").Where(file => !file.EndsWith(".Tests.dll", StringComparison.Ordinal))
            .SelectMany(file => System.Reflection.Assembly.Load(Path.GetFileNameWithoutExtension(file)).GetTypes())
            .SelectMany(type => type.GetCustomAttributes(typeof(RouteAttribute), inherit: false).Cast<RouteAttribute>())
            .Select(route => TemplateParser.Parse(route.Template.TrimStart('/'))),
    ];

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Templates of which no address was visited.</summary>
    public IEnumerable<string> Missing => Templates.Select(t => "/" + t.TemplateText).Where(text => !_seen.Contains(text)).Order(StringComparer.Ordinal);

    /// <summary>Ticks off the page an address belongs to; true when it is seen for the first time.</summary>
    public bool See(Uri address)
    {
        // Several may match: /cases/new is a page of its own, not the case with the number "new".
        RouteTemplate? page = Templates.Where(t => new TemplateMatcher(t, []).TryMatch(address.AbsolutePath, [])).MinBy(t => t.Parameters.Count);
        return page is not null && _seen.Add("/" + page.TemplateText);
    }
}
