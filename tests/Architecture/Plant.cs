using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;
using TypeAttributes = Mono.Cecil.TypeAttributes;

namespace Fengqiao.Architecture.Tests;

/// <summary>A made-up product, sound at first, to plant violations in.</summary>
internal sealed class Plant
{
    private readonly Dictionary<string, AssemblyDefinition> _assemblies = [];
    private readonly DefaultAssemblyResolver _resolver = Product.Resolver();

    public Plant()
    {
        foreach (var name in new[] { "Kernel.Code", "Contracts.Id", "Platform.Store", "Web.Layout", "Cases.CasesModule", "Registers.RegistersModule" })
            Type(name, TypeAttributes.Public);
        foreach (var name in new[] { "Domain.Case", "Features.Register.Page", "Features.Close.Handler", "Jobs.Remind", "Reactions.Count", "Storage.Mapping" })
            Type("Cases." + name);
    }

    public Product Product => new([.. _assemblies.Values]);

    /// <summary>The type of that name below <c>Fengqiao.</c>; the first part names the assembly. Made where it is missing, internal unless said.</summary>
    public TypeDefinition Type(string name, TypeAttributes visibility = TypeAttributes.NotPublic, Type? baseType = null)
    {
        var parts = name.Split('.');
        var module = Assembly($"Fengqiao.{parts[0]}").MainModule;
        var @namespace = string.Join('.', parts[..^1].Prepend("Fengqiao"));
        if (module.GetType(@namespace, parts[^1]) is { } known)
            return known;
        var type = new TypeDefinition(@namespace, parts[^1], visibility | TypeAttributes.Class, module.ImportReference(baseType ?? typeof(object)));
        module.Types.Add(type);
        return type;
    }

    /// <summary>Lets a method of the type call another.</summary>
    public Plant Call(string from, MethodBase method)
    {
        var type = Type(from);
        var caller = Method(type);
        caller.Body.GetILProcessor().Emit(OpCodes.Call, type.Module.ImportReference(method));
        caller.Body.GetILProcessor().Emit(OpCodes.Ret);
        return this;
    }

    /// <summary>Lets the type hold a field of another type of the product, or of a framework.</summary>
    public Plant Field(string from, string to) => Field(from, Type(to));

    public Plant Field(string from, Type to) => Field(from, Type(from).Module.ImportReference(to));

    /// <summary>Lets a method body of the type make an object of another, named nowhere in its signatures.</summary>
    public Plant Body(string from, string to)
    {
        var type = Type(from);
        var body = Method(type).Body.GetILProcessor();
        body.Emit(OpCodes.Ldtoken, type.Module.ImportReference(Type(to)));
        body.Emit(OpCodes.Pop);
        body.Emit(OpCodes.Ret);
        return this;
    }

    /// <summary>Gives a component a parameter of another type of the product.</summary>
    public Plant Parameter(string component, string to, Type attribute)
    {
        var type = Type(component);
        var property = new PropertyDefinition("Value", Mono.Cecil.PropertyAttributes.None, Type(to));
        property.CustomAttributes.Add(new CustomAttribute(type.Module.ImportReference(attribute.GetConstructor([]))));
        type.Properties.Add(property);
        return this;
    }

    private Plant Field(string from, TypeReference to)
    {
        var type = Type(from);
        type.Fields.Add(new FieldDefinition("_f" + type.Fields.Count, Mono.Cecil.FieldAttributes.Private, type.Module.ImportReference(to)));
        return this;
    }

    private static MethodDefinition Method(TypeDefinition type)
    {
        var method = new MethodDefinition("M" + type.Methods.Count, Mono.Cecil.MethodAttributes.Private, type.Module.TypeSystem.Void);
        type.Methods.Add(method);
        return method;
    }

    private AssemblyDefinition Assembly(string name)
    {
        if (!_assemblies.TryGetValue(name, out var assembly))
        {
            var parameters = new ModuleParameters { Kind = ModuleKind.Dll, AssemblyResolver = _resolver };
            assembly = AssemblyDefinition.CreateAssembly(new AssemblyNameDefinition(name, new Version(1, 0)), name, parameters);
            _assemblies.Add(name, assembly);
        }

        return assembly;
    }
}
