using Fengqiao.Web.Navigation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Web.Hosting;

/// <summary>The visitor's language and colours, kept in cookies and changed by plain links.</summary>
public static class Preferences
{
    /// <summary>Cookie with <c>light</c> or <c>dark</c>; without it the device decides.</summary>
    public const string ThemeCookie = "fq.theme";

    /// <summary>Cookie with <c>large</c> for type a quarter larger on citizens' pages; without it, as designed.</summary>
    public const string SizeCookie = "fq.size";

    /// <summary>The languages every text exists in; the first is the default.</summary>
    public static IReadOnlyList<string> Cultures { get; } = ["zh-Hans", "en"];

    /// <summary>Maps <c>GET /culture?c=en&amp;returnUrl=/cases</c>.</summary>
    public static IEndpointRouteBuilder MapCultureSwitch(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/culture", static (HttpContext context, string? c, string? returnUrl) =>
        {
            if (c is not null && Cultures.Contains(c))
            {
                var value = CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(c));
                context.Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName, value, Keep(context));
            }

            return Back(returnUrl);
        }).AllowAnonymous().ExcludeFromDescription();
        return endpoints;
    }

    /// <summary>Maps <c>GET /theme?t=dark&amp;returnUrl=/cases</c>; any other value than light or dark follows the device.</summary>
    public static IEndpointRouteBuilder MapThemeSwitch(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/theme", static (HttpContext context, string? t, string? returnUrl) =>
        {
            if (t is "light" or "dark")
                context.Response.Cookies.Append(ThemeCookie, t, Keep(context));
            else
                context.Response.Cookies.Delete(ThemeCookie);
            return Back(returnUrl);
        }).AllowAnonymous().ExcludeFromDescription();
        return endpoints;
    }

    /// <summary>Maps <c>GET /size?s=large&amp;returnUrl=/report</c>; any other value goes back to the designed size.</summary>
    public static IEndpointRouteBuilder MapSizeSwitch(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/size", static (HttpContext context, string? s, string? returnUrl) =>
        {
            if (s is "large")
                context.Response.Cookies.Append(SizeCookie, s, Keep(context));
            else
                context.Response.Cookies.Delete(SizeCookie);
            return Back(returnUrl);
        }).AllowAnonymous().ExcludeFromDescription();
        return endpoints;
    }

    /// <summary>Cookie with <c>off</c> for those who want no keyboard shortcuts (WCAG 2.2, 2.1.4): speech input would set them off.</summary>
    public const string KeysCookie = "fq.keys";

    /// <summary>Maps <c>GET /shortcuts?s=off&amp;returnUrl=/account</c>; any other value than off switches them on.</summary>
    public static IEndpointRouteBuilder MapShortcutSwitch(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/shortcuts", static (HttpContext context, string? s, string? returnUrl) =>
        {
            if (s is "off")
                context.Response.Cookies.Append(KeysCookie, s, Keep(context));
            else
                context.Response.Cookies.Delete(KeysCookie);
            return Back(returnUrl);
        }).AllowAnonymous().ExcludeFromDescription();
        return endpoints;
    }

    /// <summary>Whether keyboard shortcuts are in force.</summary>
    public static bool KeysOf(HttpContext? context) => context?.Request.Cookies[KeysCookie] is not "off";

    /// <summary>large, or null for the designed size.</summary>
    internal static string? SizeOf(HttpContext? context) => context?.Request.Cookies[SizeCookie] is "large" ? "large" : null;

    /// <summary>The theme the visitor chose, or null to follow the device.</summary>
    internal static string? ThemeOf(HttpContext? context) =>
        context?.Request.Cookies[ThemeCookie] is "light" or "dark" ? context.Request.Cookies[ThemeCookie] : null;

    private static IResult Back(string? returnUrl) => TypedResults.LocalRedirect(Links.IsLocal(returnUrl) ? Links.Encoded(returnUrl!) : "/");

    // County networks without certificates exist, and the cookie says nothing about a person.
#pragma warning disable S2092
    private static CookieOptions Keep(HttpContext context) => new()
    {
        MaxAge = TimeSpan.FromDays(365),
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
    };
#pragma warning restore S2092
}
