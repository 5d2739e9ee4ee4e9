using System.Reflection;

namespace Fengqiao.Web;

/// <summary>What the host tells the shared pages.</summary>
public sealed class FengqiaoWebOptions
{
    /// <summary>Assemblies with routable pages. Both the router and the endpoints must be given the same list.</summary>
    public IList<Assembly> PageAssemblies { get; } = [];

    /// <summary>The address under which citizens reach the site; null when the settings do not say.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Where a visitor signs in.</summary>
    public string SignInPath { get; set; } = "/sign-in";

    /// <summary>Receives a POST with an antiforgery token and signs the visitor out.</summary>
    public string SignOutPath { get; set; } = "/sign-out";

    /// <summary>Receives the words of the search box as <c>q</c>.</summary>
    public string SearchPath { get; set; } = "/search";

    /// <summary>The search box is there for those who have this line in their menu: who sees no list has nothing to find.</summary>
    public string SearchedPath { get; set; } = "/cases";

    /// <summary>Streams news to open staff pages as server-sent events; null where there are none.</summary>
    public string? LivePath { get; set; }

    /// <summary>Where a person settles things about the own account.</summary>
    public string AccountPath { get; set; } = "/account";

    /// <summary>The form that takes a matter in.</summary>
    public string NewPath { get; set; } = "/cases/new";

    /// <summary>The first page of a signed-in person: the work that waits.</summary>
    public string HomePath { get; set; } = "/work";

    /// <summary>The first page of a citizen.</summary>
    public string CitizenPath { get; set; } = "/";
}
