using System.Globalization;

namespace Fengqiao.Schema;

/// <summary>The SQL scripts of this build, in order. <paramref name="Name"/> is the file's, e.g. <c>0001_platform</c>.</summary>
public sealed record Script(int Number, string Name, string Sql)
{
    /// <param name="store"><c>Sqlite</c> or <c>Postgres</c>.</param>
    public static IReadOnlyList<Script> For(string store)
    {
        var assembly = typeof(Script).Assembly;
        var prefix = store + "/";
        var scripts = new List<Script>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = Path.GetFileNameWithoutExtension(resource[prefix.Length..]);
            scripts.Add(new Script(int.Parse(name[..4], CultureInfo.InvariantCulture), name, reader.ReadToEnd()));
        }

        // Two that were written side by side may have come to the same number; one of them would silently never be applied.
        if (scripts.CountBy(s => s.Number).FirstOrDefault(n => n.Value > 1) is { Value: > 1, Key: var number })
        {
            throw new InvalidOperationException($"Several scripts of {store} have the number {number.ToString(CultureInfo.InvariantCulture)}.");
        }

        return [.. scripts.OrderBy(s => s.Number)];
    }
}
