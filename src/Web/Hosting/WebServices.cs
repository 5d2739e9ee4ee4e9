using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fengqiao.Web.Head;
using Fengqiao.Web.Hosting;
using Fengqiao.Web.Navigation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection;

namespace Fengqiao.Web;

/// <summary>What the host calls to have pages.</summary>
public static class WebServices
{
    /// <summary>Razor components, languages, encoders that leave Chinese readable, and antiforgery.</summary>
    public static IServiceCollection AddFengqiaoWeb(this IServiceCollection services, Action<FengqiaoWebOptions>? configure = null)
    {
        services.AddOptions<FengqiaoWebOptions>().Configure(options => configure?.Invoke(options));
        // Before the components, which would settle for an encoder that writes Chinese as numbers.
        services.AddWebEncoders(static options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddHttpContextAccessor().AddScoped<SiteAddress>().AddScoped<DocumentTitle>();
        services.AddLocalization();
        services.AddRazorComponents();
        services.AddCascadingAuthenticationState();
        services.Configure<RequestLocalizationOptions>(static options =>
        {
            string[] cultures = [.. Preferences.Cultures];
            options.SetDefaultCulture(cultures[0]).AddSupportedCultures(cultures).AddSupportedUICultures(cultures);
            // A culture in the query would let a link change what a visitor reads.
            options.RequestCultureProviders = [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider()];
        });
        services.AddAntiforgery(static options =>
        {
            options.Cookie.Name = "fq.form";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.HeaderName = "RequestVerificationToken";
            options.SuppressXFrameOptionsHeader = true; // UseSecurityHeaders sends a stricter one
        });
        return services;
    }
}
