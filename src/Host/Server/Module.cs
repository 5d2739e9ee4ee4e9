using System.Reflection;
using Fengqiao.Assessment;
using Fengqiao.Cases;
using Fengqiao.Insight;
using Fengqiao.Notifications;
using Fengqiao.Organization;

namespace Fengqiao.Host.Server;

/// <summary>What the composition root knows of a module: its services, its doors and where its pages and entities are.</summary>
/// <param name="Assembly">Holds its pages and its entity configurations.</param>
internal sealed record Module(Assembly Assembly, Action<IServiceCollection> AddServices, Action<IEndpointRouteBuilder> MapEndpoints)
{
    /// <summary>The modules of this build, in the order in which they are set up.</summary>
    public static IReadOnlyList<Module> All { get; } =
    [
        new(OrganizationModule.Assembly, services => services.AddOrganization(), routes => routes.MapOrganization()),
        new(CasesModule.Assembly, services => services.AddCases(), routes => routes.MapCases()),
        new(InsightModule.Assembly, services => services.AddInsight(), routes => routes.MapInsight()),
        new(AssessmentModule.Assembly, services => services.AddAssessment(), routes => routes.MapAssessment()),
        new(NotificationsModule.Assembly, services => services.AddNotifications(), routes => routes.MapNotifications()),
    ];
}
