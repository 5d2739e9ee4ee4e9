using System.Collections.Frozen;

namespace Fengqiao.Web.Components;

/// <summary>The drawings of the icons named in <c>icons.txt</c>, embedded at build time.</summary>
internal static class IconTable
{
    private static readonly Lazy<FrozenDictionary<string, string>> Drawings = new(Read);

    /// <exception cref="ArgumentException">The name is not in <c>icons.txt</c>.</exception>
    public static string Drawing(string name) => Drawings.Value.TryGetValue(name, out var drawing)
        ? drawing
        : throw new ArgumentException($"There is no icon \"{name}\": add the name to src/Web/icons.txt.", nameof(name));

    private static FrozenDictionary<string, string> Read()
    {
        using var stream = typeof(IconTable).Assembly.GetManifestResourceStream("Fengqiao.Web.icons")
            ?? throw new InvalidOperationException("The icons were not built in. Build src/Web again without SkipFrontEnd.");
        using var reader = new StreamReader(stream);
        var table = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab > 0)
                table[line[..tab]] = line[(tab + 1)..];
        }

        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
