using Mono.Cecil;

namespace Fengqiao.Architecture.Tests;

/// <summary>
/// What has to be public in a module: its module class, and Razor components with the types of their parameters,
/// which C# does not let be less visible than the component.
/// </summary>
internal static class PublicSurface
{
    private const string Component = "Microsoft.AspNetCore.Components.ComponentBase";

    public static HashSet<TypeDefinition> Of(ModuleDefinition module)
    {
        var moduleClass = module.Assembly.Name.Name.Split('.')[^1] + "Module";
        var surface = new HashSet<TypeDefinition>();
        var open = new Queue<TypeDefinition>(module.Types.Where(IsComponent));
        while (open.TryDequeue(out var type))
        {
            if (!surface.Add(type))
                continue;
            var isComponent = IsComponent(type);
            var taken = type.Properties
                .Where(p => !isComponent || p.CustomAttributes.Any(a => a.AttributeType.Name is "ParameterAttribute" or "CascadingParameterAttribute" or "SupplyParameterFromFormAttribute"))
                .Select(p => p.PropertyType)
                .Append(type.BaseType);
            foreach (var own in taken.SelectMany(Flatten).OfType<TypeDefinition>().Where(t => t.Module == module))
                open.Enqueue(own);
        }

        surface.UnionWith(module.Types.Where(t => t.Name == moduleClass));
        return surface;
    }

    private static bool IsComponent(TypeDefinition type)
    {
        for (var t = type; t is not null; t = t.BaseType?.Resolve())
        {
            if (t.FullName == Component)
                return true;
        }

        return false;
    }

    private static IEnumerable<TypeReference> Flatten(TypeReference? type) => type switch
    {
        null => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Flatten).Append(Touches.Outermost(generic.ElementType)),
        TypeSpecification wrapped => Flatten(wrapped.ElementType),
        _ => [Touches.Outermost(type)],
    };
}
