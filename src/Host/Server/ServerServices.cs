using Fengqiao.Host.Audit;
using Fengqiao.Host.Commands;
using Fengqiao.Host.Demo;
using Fengqiao.Host.Health;
using Fengqiao.Host.Imports;
using Fengqiao.Host.Operations;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Audit;
using Fengqiao.Platform.Backup;
using Fengqiao.Platform.Files;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Jobs;
using Fengqiao.Platform.Outbound;
using Fengqiao.Platform.Outbox;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Schema;
using Fengqiao.Web;
using Fengqiao.Web.Navigation;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.ResponseCompression;

namespace Fengqiao.Host.Server;

/// <summary>The services of the platform and of every module.</summary>
internal static class ServerServices
{
    public static void AddServer(this IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(options).AddSingleton(options.Folder).AddSingleton(options.SignIn);
        if (options.SignOn is { } provider)
        {
            services.AddSingleton(provider);
        }

        services.AddSingleton(options.Time);
        services.AddSingleton(new CountyClock(options.Time, options.Zone));
        services.AddStore(options);
        services.AddPersonalData(options);
        services.AddOutbound(options.Outbound);
        services.AddHttp(options);
        services.AddSingleton(new TextSource(typeof(OperationsTexts))).AddScoped<OutboxDesk>().AddScoped<ImportDesk>().AddScoped<SystemDesk>().AddSingleton<IMenuContributor, OperationsMenu>();
        services.AddSingleton(new TextSource(typeof(AuditTexts))).AddScoped<AuditDesk>().AddSingleton<RefusalWatch>();
        services.AddSingleton<AuditAnchoring>().AddHostedService(provider => provider.GetRequiredService<AuditAnchoring>()).AddHostedService<AuditPurge>();
        services.AddSingleton<Readiness>().AddScoped<HealthReport>();
        services.AddCommands();
        services.AddScoped<DemoLoader>();
        foreach (var module in Module.All)
        {
            module.AddServices(services);
        }
    }

    private static void AddStore(this IServiceCollection services, ServerOptions options)
    {
        var parts = new ModelParts();
        foreach (var assembly in Module.All.Select(m => m.Assembly))
        {
            parts.Add(assembly);
        }

        services.AddPersistence(options.Database, parts, new SchemaScripts(ScriptsOf), new LaneOptions(options.AuditChain));
        services.AddSingleton(new AnchorExport(new AnchorOptions(
            options.AnchorFile ?? options.Folder.AuditAnchors, Path.Combine(options.Folder.Keys, "audit-anchor.key"), options.AnchorSyslog, options.Cryptography)));
        services.AddSingleton<Lease>().AddHostedService<OutboxRelay>();
    }

    private static void AddPersonalData(this IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(new MasterKeySource(options.Folder.Path, Environment.GetEnvironmentVariable)).AddSingleton<StoredKeys>().AddSingleton<MasterKeyStart>();
        services.AddSingleton(provider => provider.GetRequiredService<MasterKeyStart>().Ring);
        services.AddSingleton(provider => new PersonVault(provider.GetRequiredService<KeyRing>()));
        services.AddSingleton(provider => new SecretBox(provider.GetRequiredService<KeyRing>()));
        services.AddSingleton(provider => new AnswerSeal(provider.GetRequiredService<KeyRing>()));
        services.AddSingleton(new ErasureLog(options.Folder.In(ErasureLog.FileName))).AddScoped<BackupMaker>().AddSingleton<BackupUnpacker>();
        services.AddSingleton(new UnmaskingLimit(options.Limits.UnmaskedPerDay));
        services.AddSingleton<KeyRotation>().AddHostedService(provider => provider.GetRequiredService<KeyRotation>());
        services.AddSingleton(new AttachmentStore(options.Folder.Attachments, AttachmentLimits.Default, options.Time));
    }

    private static IReadOnlyList<SchemaScript> ScriptsOf(DatabaseKind kind) =>
        [.. Script.For(kind.ToString()).Select(s => new SchemaScript(s.Number, s.Name, s.Sql))];

    private static void AddHttp(this IServiceCollection services, ServerOptions options)
    {
        services.AddScoped<CurrentActor>();
        services.AddFengqiaoWeb(web =>
        {
            web.HomePath = "/work";
            web.PublicUrl = options.PublicUrl;
            web.LivePath = "/api/v1/live";
            web.PageAssemblies.Add(typeof(ServerServices).Assembly);
            foreach (var module in Module.All)
            {
                web.PageAssemblies.Add(module.Assembly);
            }
        });
        services.AddSingleton<ISiteIdentity, SiteIdentity>();
        services.AddSingleton<IDemoNotice>(new DemoNotice(options.Folder));
        foreach (var marker in TextSources.All)
        {
            services.AddSingleton(new TextSource(marker));
        }

        services.AddSingleton<ErrorTexts>();
        services.AddExceptionHandler<FaultHandler>();
        services.AddProblemDetails();
        services.ConfigureHttpJsonOptions(json => JsonRules.Apply(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/geo+json", "application/problem+json"];
        });
        services.AddRequestRates(options.Limits);
        services.AddCookieKeys(options.Folder.Keys);
        services.AddApiDescription(options);
    }
}
