using System.Text.Json;

namespace Fengqiao.Architecture.Tests;

/// <summary>The bill of materials that the build leaves beside the program says what is really inside.</summary>
public sealed class BillOfMaterialsTests
{
    private static readonly JsonElement Bill = Read(Path.Combine("src", "Host", "bin", Output, "bill-of-materials.cdx.json"));

    private static readonly IReadOnlyDictionary<string, JsonElement> Components =
        Bill.GetProperty("components").EnumerateArray().ToDictionary(c => c.GetProperty("purl").GetString()!, StringComparer.OrdinalIgnoreCase);

    [Fact]
    public void Bill_HoldsEveryAssemblyOfAPackage_ThatTheProgramLoads()
    {
        var loaded = Read(Path.Combine("src", "Host", "bin", Output, "Fengqiao.Host.deps.json")).GetProperty("libraries").EnumerateObject()
            .Where(l => l.Value.GetProperty("type").GetString() == "package").Select(l => l.Name).ToList();

        loaded.Count.ShouldBeGreaterThan(10);
        loaded.Where(l => !Components.ContainsKey($"pkg:nuget/{l.Replace('/', '@')}")).ShouldBeEmpty();
    }

    [Fact]
    public void Bill_HoldsEveryPackageOfThePages()
    {
        var used = Read(Path.Combine("src", "Web", "package.json")).GetProperty("dependencies").EnumerateObject()
            .Select(d => $"pkg:npm/{d.Name.Replace("@", "%40", StringComparison.Ordinal)}@{d.Value.GetString()}").ToList();

        used.ShouldNotBeEmpty();
        used.Where(u => !Components.ContainsKey(u)).ShouldBeEmpty();
    }

    [Fact]
    public void Components_HaveAHashAndALicence_ThatLeavesTheProgramFree()
    {
        string[] free = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD", "PostgreSQL", "CC0-1.0", "Zlib", "blessing"];

        // "A OR B" leaves the choice, "A AND B" asks for both.
        bool IsFree(string licence) => licence.Trim('(', ')').Split(" AND ").All(all => all.Split(" OR ").Any(free.Contains));
        Components.Values.Where(c => !IsFree(LicenceOf(c))).Select(c => c.GetProperty("purl").GetString()).ShouldBeEmpty();
        Components.Values.Where(c => c.GetProperty("hashes")[0].GetProperty("content").GetString() is not { Length: 128 }).ShouldBeEmpty();
    }

    // ".../Architecture/bin/Debug/net10.0/": the Host was built beside it, for the same configuration and framework.
    private static string Output
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(folder.Parent!.Name, folder.Name);
        }
    }

    private static string LicenceOf(JsonElement component)
    {
        var licence = component.GetProperty("licenses").EnumerateArray().Single();
        return licence.TryGetProperty("expression", out var expression) ? expression.GetString()! : licence.GetProperty("license").GetProperty("id").GetString()!;
    }

    private static JsonElement Read(string path) => JsonDocument.Parse(File.ReadAllText(Path.Combine(SourceTree.Root.FullName, path))).RootElement;
}
