using Fengqiao.Host.Commands;
using Fengqiao.Host.Health;
using Fengqiao.Platform.Http;

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
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Configuration.Sources.Clear();
        // From build output the assets still lie in their projects; published, this does nothing.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => Listening.Apply(kestrel, options));
        ServerLog.Configure(builder.Logging);
        builder.Services.AddServer(options);
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        UsePipeline(app, options);
        MapEndpoints(app);
        return app;
    }

    private static void UsePipeline(WebApplication app, ServerOptions options)
    {
        app.UseCommandDoor();
        app.UseResponseCompression();
        app.UseRequestLocalization();
        app.UseExceptionHandler();
        app.UseBodyLimits(options.Limits);
        app.UseRouting();
        app.UseMiddleware<RequestKeyMiddleware>();
    }

    private static void MapEndpoints(WebApplication app)
    {
        app.MapHealth();
        app.MapOpenApi().AllowAnonymous();
        app.MapStaticAssets().AllowAnonymous();
        foreach (var module in Module.All)
        {
            module.MapEndpoints(app);
        }
    }
}
