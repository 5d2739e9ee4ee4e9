using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace Fengqiao.Web.Navigation;

/// <summary>Addresses within this site that keep the query of the page they stand on.</summary>
public static class Links
{
    /// <summary>
    /// Path and query of <paramref name="uri"/> with some values replaced; null removes one.
    /// For example <c>Links.With(Navigation.Uri, ("page", "2"))</c> gives <c>/cases?state=open&amp;page=2</c>.
    /// </summary>
    public static string With(string uri, params ReadOnlySpan<(string Name, string? Value)> changes)
    {
        var (path, pairs) = Split(uri);
        foreach (var (name, value) in changes)
        {
            pairs.RemoveAll(pair => string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase));
            if (!string.IsNullOrEmpty(value))
                pairs.Add(new(name, value));
        }

        return path + new QueryBuilder(pairs);
    }

    /// <summary>Path and query of <paramref name="uri"/> without one value of a parameter that may occur several times.</summary>
    public static string Without(string uri, string name, string value)
    {
        var (path, pairs) = Split(uri);
        pairs.RemoveAll(pair => string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase) && pair.Value == value);
        pairs.RemoveAll(static pair => string.Equals(pair.Key, "page", StringComparison.OrdinalIgnoreCase));
        return path + new QueryBuilder(pairs);
    }

    /// <summary>
    /// True for a path of this site. Browsers read <c>//host</c> and <c>/\host</c> as another site
    /// and drop control characters, so none of these is local.
    /// </summary>
    public static bool IsLocal(string? url) =>
        url is ['/', ..] && !(url.Length > 1 && url[1] is '/' or '\\') && !url.Any(char.IsControl);

    /// <summary>The same address as a header may carry it: what is not visible ASCII is percent-encoded, as browsers do with what people type.</summary>
    public static string Encoded(string url) => url.All(IsPlain)
        ? url
        : string.Concat(url.EnumerateRunes().Select(static rune => rune.IsAscii && IsPlain((char)rune.Value) ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));

    private static bool IsPlain(char character) => character is > ' ' and < '\u007f';

    private static (string Path, List<KeyValuePair<string, string>> Pairs) Split(string uri)
    {
        var rest = Uri.TryCreate(uri, UriKind.Absolute, out var absolute) && !absolute.IsFile ? absolute.PathAndQuery : uri;
        var mark = rest.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? rest : rest[..mark];
        var pairs = QueryHelpers.ParseQuery(mark < 0 ? null : rest[mark..])
            .SelectMany(static entry => entry.Value.OfType<string>().Select(value => KeyValuePair.Create(entry.Key, value)))
            .ToList();
        return (path, pairs);
    }
}
