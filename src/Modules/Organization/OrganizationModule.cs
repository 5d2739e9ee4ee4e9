using System.Reflection;
using Fengqiao.Contracts.Organization;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Administration;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Features.ShowAccount;
using Fengqiao.Organization.Features.IssueToken;
using Fengqiao.Organization.Features.ListRegions;
using Fengqiao.Organization.Features.ListUnits;
using Fengqiao.Organization.Features.ManageCalendar;
using Fengqiao.Organization.Features.ManageRegions;
using Fengqiao.Organization.Features.ManageRoles;
using Fengqiao.Organization.Features.ManageStaff;
using Fengqiao.Organization.Features.ManageTokens;
using Fengqiao.Organization.Features.ManageUnits;
using Fengqiao.Organization.Features.OpenCounty;
using Fengqiao.Organization.Features.SetPassword;
using Fengqiao.Organization.Features.SetSecondFactor;
using Fengqiao.Organization.Features.SignIn;
using Fengqiao.Organization.Features.BindSignOn;
using Fengqiao.Organization.Features.SignOn;
using Fengqiao.Organization.Features.SignOut;
using Fengqiao.Organization.Features.WatchAccounts;
using Fengqiao.Organization.Features.WhoAmI;
using Fengqiao.Organization.Imports;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Hosting;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Imports;
using Fengqiao.Web.Navigation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Fengqiao.Organization;

/// <summary>Places, units, people, their accounts, and the working calendar.</summary>
public static class OrganizationModule
{
    /// <summary>Where its entity configurations and its pages are.</summary>
    public static Assembly Assembly => typeof(OrganizationModule).Assembly;

    public static IServiceCollection AddOrganization(this IServiceCollection services, IConfiguration? configuration = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddScoped<CurrentActor>();
        services.AddSingleton(new TextSource(typeof(OrganizationTexts))).AddSingleton(new TextSource(typeof(SignInTexts))).AddSingleton(new TextSource(typeof(SignOnTexts)));
        AccessServices.Add(services, configuration);
        AddDirectories(services);
        services.AddScoped<SignInHandler>().AddScoped<SecondFactorCheck>().AddScoped<PasskeySignIn>().AddScoped<SecondFactorDesk>().AddScoped<ISecondFactorRemover, SecondFactorRemover>().AddScoped<SignOutHandler>().AddScoped<AccountSecurity>().AddScoped<SessionDesk>().AddScoped<MyPosts>().AddScoped<WhoAmIHandler>();
        SignOnServices.Add(services);
        services.AddScoped<BindingDesk>();
        services.AddSingleton<IMenuContributor, AccountMenu>();
        AddAdministration(services);
        AddImports(services);
        services.AddScoped<ITokenIssuer, TokenIssuer>().AddScoped<IPasswordSetter, PasswordSetter>().AddScoped<PasswordChooser>();
        services.AddScoped<OneTimeLinks>().AddScoped<PasswordLinks>().AddScoped<IPasswordLinks>(s => s.GetRequiredService<PasswordLinks>());
        services.AddScoped<CountyOpener>().AddScoped<IFirstRun>(s => s.GetRequiredService<CountyOpener>());
        return services;
    }

    /// <summary>Says who acts. After error handling and routing, before whatever asks for the actor or for antiforgery.</summary>
    public static IApplicationBuilder UseOrganization(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.UseAuthentication().UseMiddleware<CurrentActorMiddleware>().UseAuthorization();
    }

    public static IEndpointRouteBuilder MapOrganization(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        RegionEndpoints.Map(routes);
        UnitEndpoints.Map(routes);
        StaffEndpoints.Map(routes);
        MeEndpoint.Map(routes);
        SessionEndpoints.Map(routes);
        SignOutEndpoint.Map(routes);
        PasskeyEndpoints.Map(routes);
        SignOnEndpoints.Map(routes);
        NewPasskeyEndpoint.Map(routes);
        return routes;
    }

    private static void AddAdministration(IServiceCollection services)
    {
        services.AddSingleton(new TextSource(typeof(AdministrationTexts))).AddSingleton<IMenuContributor, AdministrationMenu>();
        services.AddScoped<DirectoryWriter>().AddScoped<UnitEditor>().AddScoped<StaffEditor>().AddScoped<PostEditor>().AddScoped<SignOnEditor>();
        services.AddScoped<RegionAtlas>().AddScoped<RegionEditor>().AddScoped<RegionDivider>().AddScoped<RegionTree>().AddScoped<CalendarEditor>();
        services.AddSingleton(new TextSource(typeof(RoleTexts))).AddScoped<RoleEditor>();
        services.AddSingleton(new TextSource(typeof(WatchTexts))).AddScoped<AccountWatch>();
        services.AddScoped<TokenDesk>().AddScoped<ITokenRevoker>(s => s.GetRequiredService<TokenDesk>());
    }

    private static void AddImports(IServiceCollection services)
    {
        services.TryAddScoped<ImportRunner>();
        services.TryAddScoped<ImportHistory>();
        services.TryAddScoped<ImportUndo>();
        AddImport<RegionRow, RegionReader>(services);
        AddImport<RegionRow, GridReader>(services);
        AddImport<UnitRow, UnitReader>(services);
        AddImport<StaffRow, StaffReader>(services);
        AddImport<CalendarRow, CalendarReader>(services);
    }

    private static void AddImport<TRow, TReader>(IServiceCollection services)
        where TRow : class
        where TReader : class, IDirectoryReader<TRow>
    {
        services.AddScoped<TReader>();
        services.AddScoped<IImport>(s => new TableImport<TRow>(
            new DirectoryImport<TRow>(s.GetRequiredService<TReader>(), s.GetRequiredService<DirectoryKeeper>()), s.GetRequiredService<ImportRunner>()));
    }

    private static void AddDirectories(IServiceCollection services)
    {
        AddDirectory<RegionDirectory>(services);
        AddDirectory<UnitDirectory>(services);
        AddDirectory<CalendarSource>(services);
        AddDirectory<AccountDirectory>(services);
        AddDirectory<EndedSessions>(services);
        services.AddSingleton<IRegionDirectory>(s => s.GetRequiredService<RegionDirectory>());
        services.AddSingleton<IUnitDirectory>(s => s.GetRequiredService<UnitDirectory>());
        services.AddSingleton<ICalendarSource>(s => s.GetRequiredService<CalendarSource>());
        services.AddHostedService<CalendarWatch>();
        services.AddSingleton<IAccountDirectory>(s => s.GetRequiredService<AccountDirectory>());
        services.AddSingleton<DirectoryKeeper>();
        services.AddSingleton<IWarmUp>(s => s.GetRequiredService<DirectoryKeeper>());
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<DirectoryKeeper>());
    }

    private static void AddDirectory<T>(IServiceCollection services)
        where T : class, IReloadable
    {
        services.AddSingleton<T>();
        services.AddSingleton<IReloadable>(s => s.GetRequiredService<T>());
    }
}
