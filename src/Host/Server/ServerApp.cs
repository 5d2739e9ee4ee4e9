using System.Net;
using Fengqiao.Host.Audit;
using Fengqiao.Host.Commands;
using Fengqiao.Host.Health;
using Fengqiao.Host.Imports;
using Fengqiao.Host.Operations;
using Fengqiao.Organization;
using Fengqiao.Platform.Http;
using Fengqiao.Web;
using Fengqiao.Web.Hosting;
using Microsoft.AspNetCore.HttpOverrides;

namespace Fengqiao.Host.Server;

/// <summary>Puts the server together. Nothing is opened before <see cref="ServerStart.OpenAsync"/>.</summary>
internal static class ServerApp
{
    /// <param name="configure">Replaces services, for tests.</param>
    public static WebApplication Build(ServerOptions options, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(ServerApp).Assembly.GetName().Name,
            // Started from any folder, the server finds its pages beside itself.
            ContentRootPath = options.ProgramFolder,
            EnvironmentName = Environments.Production,
        });
        // Settings come from the data folder and the command line alone, so that one place says what is in force.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        UseAssetsOfBuildOutput(builder, options);
        builder.WebHost.ConfigureKestrel(kestrel => Listening.Apply(kestrel, options));
        ServerLog.Configure(builder.Logging);
        builder.Services.AddServer(options);
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        UsePipeline(app, options);
        MapEndpoints(app, options);
        return app;
    }

    /// <summary>In build output the assets still lie in their projects, and a file says where; a published server has none.</summary>
    private static void UseAssetsOfBuildOutput(WebApplicationBuilder builder, ServerOptions options)
    {
        var manifest = ManifestOf(options, "runtime");
        if (File.Exists(manifest))
        {
            builder.WebHost.UseSetting(WebHostDefaults.StaticWebAssetsKey, manifest);
            builder.WebHost.UseStaticWebAssets();
        }
    }

    private static string ManifestOf(ServerOptions options, string kind) =>
        Path.Combine(options.ProgramFolder, $"{typeof(ServerApp).Assembly.GetName().Name}.staticwebassets.{kind}.json");

    /// <summary>The order matters: languages before whatever speaks, who acts before what asks for it, the form before its token is checked.</summary>
    private static void UsePipeline(WebApplication app, ServerOptions options)
    {
        app.UseCommandDoor();
        if (options.TrustedProxies.Count > 0)
        {
            app.UseForwardedHeaders(ForwardedBy(options.TrustedProxies));
        }

        app.UsePrefixedCookies();
        app.UseRefusalWatch();
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseRequestLocalization();
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = static _ => Task.CompletedTask, AllowStatusCode404Response = true });
        app.UseApiStatus();
        app.UseStatusPagesForPeople();
        app.UseBodyLimits(options.Limits);
        app.UseUtf8Bodies();
        app.UseRouting();
        app.UseEmptyRedirects();
        app.UseOrganization();
        // After it is known who asks: people are counted by account, not by the address they share.
        app.UseRateLimiter();
        app.UseMiddleware<RequestKeyMiddleware>();
        app.UseAntiforgery();
    }

    private static ForwardedHeadersOptions ForwardedBy(IReadOnlyList<IPAddress> proxies)
    {
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            forwarded.KnownProxies.Add(proxy);
        }

        return forwarded;
    }

    private static void MapEndpoints(WebApplication app, ServerOptions options)
    {
        app.MapHealth();
        app.MapOpenApi().AllowAnonymous();
        app.MapStaticAssets(ManifestOf(options, "endpoints")).AllowAnonymous();
        app.MapCultureSwitch().MapThemeSwitch().MapSizeSwitch().MapShortcutSwitch();
        app.MapRazorComponents<App>()
            .WithStaticAssets(ManifestOf(options, "endpoints"))
            .AddAdditionalAssemblies([.. Module.All.Select(m => m.Assembly), typeof(ServerApp).Assembly]);
        app.MapOperations();
        app.MapAudit();
        app.MapImports();
        foreach (var module in Module.All)
        {
            module.MapEndpoints(app);
        }
    }
}
