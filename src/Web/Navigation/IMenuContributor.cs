using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Web.Navigation;

/// <summary>A module's entries in the side menu. Register as a singleton or scoped service; there may be many.</summary>
public interface IMenuContributor
{
    IEnumerable<MenuEntry> Entries { get; }
}

/// <summary>Headings that entries of several modules share.</summary>
public enum MenuHeading
{
    /// <summary>What units and people do together over a case.</summary>
    Together,

    /// <summary>What leads to supervision, figures and their publication.</summary>
    Oversight,
}

/// <summary>One line of the side menu.</summary>
/// <param name="Texts">Marker class of the module's resource file.</param>
/// <param name="TextKey">Key of the entry's text in that file.</param>
/// <param name="Href">Address, beginning with a slash.</param>
/// <param name="Icon">Name from <c>icons.txt</c>.</param>
/// <param name="Order">Smaller comes first. The first four also make the bar at the foot of a phone.</param>
public sealed record MenuEntry(Type Texts, string TextKey, string Href, string Icon, int Order)
{
    /// <summary>Key of the heading this entry stands under; entries without one come first.</summary>
    public string? GroupKey { get; init; }

    /// <summary>Marker class of the file the heading is in; null where it stands beside the entry's own text.</summary>
    public Type? GroupTexts { get; init; }

    /// <summary>Puts it under a heading that entries of several modules share.</summary>
    public MenuEntry Under(MenuHeading heading) => this with { GroupTexts = typeof(WebTexts), GroupKey = $"Menu.{heading}" };

    /// <summary>Whether this person sees the entry. It hides a link, it protects nothing: the page checks the right itself.</summary>
    public Func<ClaimsPrincipal, bool> Shown { get; init; } = static person => person.Identity?.IsAuthenticated == true;

    /// <summary>How many matters wait there; null shows nothing. Runs on every page, so it must be cheap.</summary>
    public Func<HttpContext, CancellationToken, ValueTask<int?>>? Count { get; init; }
}
