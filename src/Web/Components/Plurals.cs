using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Web.Components;

/// <summary>Texts that say a number: English has another form for one, kept beside the text as <c>NAME.One</c> in both languages.</summary>
public static class Plurals
{
    /// <summary>The text for so many, with the number written with separators for {0}.</summary>
    /// <param name="shown">What to write for the number instead, such as "10,000+".</param>
    public static string Counted(this IStringLocalizer texts, string name, long count, string? shown = null) =>
        texts[count == 1 ? $"{name}.One" : name, shown ?? count.ToString("N0", CultureInfo.InvariantCulture)];
}
