using Microsoft.AspNetCore.Components;
using Mono.Cecil;

namespace Fengqiao.Architecture.Tests;

/// <summary>The assemblies under test: those the host brings along, or ones made up to plant a violation.</summary>
internal sealed class Product(IReadOnlyList<AssemblyDefinition> assemblies)
{
    private const string Prefix = "Fengqiao.";

    private static readonly Lazy<Product> LoadedOnce = new(() => new Product(
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, Prefix + "*.dll")
            .Where(file => !file.EndsWith(".Tests.dll", StringComparison.Ordinal) && !file.EndsWith(".resources.dll", StringComparison.Ordinal))
            .Select(file => AssemblyDefinition.ReadAssembly(file, new ReaderParameters { AssemblyResolver = Resolver() })),
    ]));

    /// <summary>The product as built.</summary>
    public static Product Loaded => LoadedOnce.Value;

    public IReadOnlyList<AssemblyDefinition> Assemblies { get; } = assemblies;

    /// <summary>Names of the modules: assemblies <c>Fengqiao.X</c> with a public class <c>XModule</c>.</summary>
    public IReadOnlyList<string> Modules { get; } =
    [
        .. from assembly in assemblies
           let name = assembly.Name.Name.StartsWith(Prefix, StringComparison.Ordinal) ? assembly.Name.Name[Prefix.Length..] : ""
           where assembly.MainModule.Types.Any(t => t.IsPublic && t.Name == name + "Module")
           select name,
    ];

    /// <summary>The types people wrote in one room: an assembly outside the modules.</summary>
    public IEnumerable<TypeDefinition> Room(string name) => Written(a => a.Name.Name == Prefix + name);

    public IEnumerable<TypeDefinition> AllTypes => Written(_ => true);

    public IEnumerable<TypeDefinition> ModuleTypes => Written(a => Modules.Any(m => a.Name.Name == Prefix + m));

    /// <summary>The types in a folder such as <c>Domain</c> of any module.</summary>
    public IEnumerable<TypeDefinition> Folder(params string[] folders) =>
        ModuleTypes.Where(t => folders.Contains(FolderOf(t.Module.Assembly.Name.Name, t.Namespace)));

    /// <summary>The first part of a namespace below its module's: <c>Features</c> for Fengqiao.Cases.Features.Register; empty at the root.</summary>
    public static string FolderOf(string assembly, string @namespace) => Below(assembly, @namespace).FirstOrDefault("");

    /// <summary>The feature a namespace belongs to; null outside features.</summary>
    public static string? FeatureOf(string assembly, string @namespace) =>
        Below(assembly, @namespace) is ["Features", var feature, ..] ? feature : null;

    /// <summary>Finds the shared frameworks' and the product's own assemblies.</summary>
    public static DefaultAssemblyResolver Resolver()
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location)!);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(ComponentBase).Assembly.Location)!);
        return resolver;
    }

    private static string[] Below(string assembly, string @namespace) =>
        @namespace.StartsWith(assembly + ".", StringComparison.Ordinal) ? @namespace[(assembly.Length + 1)..].Split('.') : [];

    // What the compiler makes up has no name a person could write, or lives outside the product's namespaces.
    private IEnumerable<TypeDefinition> Written(Func<AssemblyDefinition, bool> where) =>
        Assemblies.Where(where).SelectMany(a => a.MainModule.Types).Where(t => !t.Name.StartsWith('<') && t.Namespace.StartsWith("Fengqiao", StringComparison.Ordinal));
}
