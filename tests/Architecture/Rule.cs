using Mono.Cecil;

namespace Fengqiao.Architecture.Tests;

/// <summary>A sentence about the product that holds, and the way to find what breaks it.</summary>
/// <param name="Sentence">What holds.</param>
/// <param name="Selects">The types it is about.</param>
/// <param name="Broken">What breaks it in them.</param>
internal sealed record Rule(string Sentence, Func<Product, IEnumerable<TypeDefinition>> Selects, Func<IReadOnlyList<TypeDefinition>, IEnumerable<string>> Broken)
{
    public static Rule NoTouch(string sentence, Func<Product, IEnumerable<TypeDefinition>> selects, Func<Touch, bool> forbidden) =>
        new(sentence, selects, types => types.SelectMany(Touches.Of).Where(forbidden).Select(t => t.ToString()));

    /// <summary>What breaks the rule, one line each.</summary>
    /// <exception cref="InvalidOperationException">The rule is about nothing: a guard that guards nothing is worse than none.</exception>
    public IReadOnlyList<string> Violations(Product product)
    {
        var types = Selects(product).ToList();
        if (types.Count == 0)
            throw new InvalidOperationException($"'{Sentence}' selects no type.");
        return [.. Broken(types).Distinct().Order(StringComparer.Ordinal)];
    }

    public override string ToString() => Sentence;
}
