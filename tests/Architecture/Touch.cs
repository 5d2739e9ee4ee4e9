using Mono.Cecil;

namespace Fengqiao.Architecture.Tests;

/// <summary>One type of the product uses another type, or a member of it.</summary>
/// <param name="From">The user: the outermost type as written, so that lambdas and async bodies count for their owner.</param>
/// <param name="Assembly">Simple name of the assembly the used type is in.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Type">Its name, without a generic arity.</param>
/// <param name="Member">The method or field used; null where the type alone is named.</param>
internal sealed record Touch(TypeDefinition From, string Assembly, string Namespace, string Type, string? Member)
{
    public override string ToString() => $"{From.FullName} -> {Namespace}.{Type}{(Member is null ? "" : "." + Member)}";
}

/// <summary>Reads from signatures, attributes and method bodies what a type touches.</summary>
internal static class Touches
{
    public static IEnumerable<Touch> Of(TypeDefinition type) =>
        WithNested(type).SelectMany(Named).SelectMany(n => Flatten(n.Type).Select((t, i) => Make(type, t, i == 0 ? n.Member : null))).Distinct();

    /// <summary>The namespace of a type or, if it is nested, of the outermost type around it.</summary>
    public static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }

    private static Touch Make(TypeDefinition from, TypeReference to, string? member)
    {
        var outer = Outermost(to);
        var assembly = outer.Scope is ModuleDefinition own ? own.Assembly.Name.Name : outer.Scope.Name;
        return new Touch(from, assembly, outer.Namespace, outer.Name.Split('`')[0], member);
    }

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) =>
        type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private static IEnumerable<(TypeReference? Type, string? Member)> Named(TypeDefinition type)
    {
        IEnumerable<TypeReference?> types =
        [
            type.BaseType,
            .. type.Interfaces.Select(i => i.InterfaceType),
            .. type.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType),
            .. type.Fields.Select(f => f.FieldType),
            .. type.Methods.SelectMany(Signature),
            .. type.Methods.SelectMany(Locals),
            .. Attributes(type),
        ];
        return types.Select(t => (t, (string?)null)).Concat(type.Methods.SelectMany(Operands));
    }

    private static IEnumerable<TypeReference> Signature(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(p => p.ParameterType),
        .. method.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType),
    ];

    private static IEnumerable<TypeReference?> Locals(MethodDefinition method) => !method.HasBody ? [] :
        method.Body.Variables.Select(v => v.VariableType).Concat(method.Body.ExceptionHandlers.Select(h => h.CatchType));

    // Attributes carry types in their arguments too: [Policy(typeof(X))].
    private static IEnumerable<TypeReference> Attributes(TypeDefinition type)
    {
        IEnumerable<ICustomAttributeProvider> carriers = [type, .. type.Fields, .. type.Properties, .. type.Methods, .. type.Methods.SelectMany(m => m.Parameters)];
        return carriers.SelectMany(c => c.CustomAttributes).SelectMany(a => a.ConstructorArguments
            .Concat(a.Properties.Select(p => p.Argument)).Select(x => x.Value).OfType<TypeReference>().Prepend(a.AttributeType));
    }

    private static IEnumerable<(TypeReference? Type, string? Member)> Operands(MethodDefinition method) => !method.HasBody ? [] :
        method.Body.Instructions.SelectMany(i => i.Operand switch
        {
            GenericInstanceMethod call => call.GenericArguments.Select(a => ((TypeReference?)a, (string?)null)).Append((call.DeclaringType, call.Name)),
            MethodReference call => [(call.DeclaringType, call.Name), (call.ReturnType, null)],
            FieldReference field => [(field.DeclaringType, field.Name), (field.FieldType, null)],
            TypeReference type => [(type, null)],
            _ => Enumerable.Empty<(TypeReference?, string?)>(),
        });

    // List<Case[]> is List and Case; a bare generic parameter is nothing.
    private static IEnumerable<TypeReference> Flatten(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => Flatten(generic.ElementType).Concat(generic.GenericArguments.SelectMany(Flatten)),
        RequiredModifierType modified => Flatten(modified.ElementType).Concat(Flatten(modified.ModifierType)),
        FunctionPointerType pointer => Flatten(pointer.ReturnType).Concat(pointer.Parameters.SelectMany(p => Flatten(p.ParameterType))),
        TypeSpecification wrapped => Flatten(wrapped.ElementType),
        _ => [type],
    };
}
