using System.Security.Claims;
using Fengqiao.Web.Navigation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Web.Layouts;

/// <summary>The menu as one person sees it on one page.</summary>
internal sealed record MenuModel(IReadOnlyList<MenuSection> Sections)
{
    public IEnumerable<MenuLine> Lines => Sections.SelectMany(static section => section.Lines);

    public static async Task<MenuModel> BuildAsync(
        IEnumerable<IMenuContributor> contributors, IStringLocalizerFactory texts, ClaimsPrincipal person, HttpContext? context, string path)
    {
        var shown = contributors.SelectMany(static contributor => contributor.Entries)
            .Where(entry => entry.Shown(person))
            .OrderBy(static entry => entry.Order)
            .ToList();
        // Only the longest match is current, so that /cases/new does not light up /cases as well.
        var current = shown.Where(entry => Covers(entry.Href, path)).MaxBy(static entry => entry.Href.Length);

        var sections = new List<MenuSection>();
        // By the words of the heading: modules that know nothing of each other may stand under the same one.
        foreach (var group in shown.GroupBy(entry => entry.GroupKey is { } key ? texts.Create(entry.GroupTexts ?? entry.Texts)[key].Value : null).OrderBy(static group => group.Key is not null))
        {
            var lines = new List<MenuLine>();
            foreach (var entry in group)
            {
                var count = entry.Count is null || context is null ? null : await entry.Count(context, context.RequestAborted);
                lines.Add(new MenuLine(texts.Create(entry.Texts)[entry.TextKey], entry.Href, entry.Icon, count, ReferenceEquals(entry, current)));
            }

            sections.Add(new MenuSection(group.Key, lines));
        }

        return new MenuModel(sections);
    }

    private static bool Covers(string href, string path) =>
        href == "/" ? path == "/" : path == href || path.StartsWith(href + "/", StringComparison.Ordinal);
}

/// <summary>Entries under one heading; the first section has none.</summary>
internal sealed record MenuSection(string? Heading, IReadOnlyList<MenuLine> Lines);

/// <summary>One entry, its text and count known.</summary>
internal sealed record MenuLine(string Text, string Href, string Icon, int? Count, bool IsCurrent);
