using System.Reflection;

namespace Fengqiao.Host.Server;

/// <summary>What the composition root knows of a module: its services, its doors and where its pages and entities are.</summary>
/// <param name="Assembly">Holds its pages and its entity configurations.</param>
/// <param name="Texts">Marker of the resource files that hold its error texts.</param>
internal sealed record Module(
    string Name,
    Assembly Assembly,
    Type? Texts,
    Action<IServiceCollection> AddServices,
    Action<WebApplication> MapEndpoints)
{
    /// <summary>The modules of this build, in the order in which they are set up.</summary>
    public static IReadOnlyList<Module> All { get; } = [];
}
