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

        return [.. scripts.OrderBy(s => s.Number)];
    }
}
