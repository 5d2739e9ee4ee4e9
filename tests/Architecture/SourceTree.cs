namespace Fengqiao.Architecture.Tests;

/// <summary>A text file of the repository.</summary>
/// <param name="Path">Relative to the root, with forward slashes.</param>
/// <param name="Text">Its content.</param>
internal sealed record SourceFile(string Path, string Text)
{
    public IEnumerable<(int Number, string Text)> Lines => Text.Split('\n').Select((line, i) => (i + 1, line));
}

/// <summary>The repository the tests were built from.</summary>
internal static class SourceTree
{
    // What builds, package managers and runs leave behind is not ours.
    private static readonly string[] Foreign = ["bin", "obj", "node_modules", "var", "TestResults", "BenchmarkDotNet.Artifacts", "lib"];

    public static DirectoryInfo Root { get; } = FindRoot();

    private static readonly Lazy<IReadOnlyList<SourceFile>> ReadOnce = new(() => [.. Walk(Root).Select(Read).OfType<SourceFile>()]);

    /// <summary>All text files; anything with a NUL in it is not text.</summary>
    public static IReadOnlyList<SourceFile> Files => ReadOnce.Value;

    private static DirectoryInfo FindRoot()
    {
        for (var above = new DirectoryInfo(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            if (File.Exists(Path.Combine(above.FullName, "Fengqiao.slnx")))
                return above;
        }

        throw new DirectoryNotFoundException("No Fengqiao.slnx above the test folder: run the tests from a clone.");
    }

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles().Where(f => f.LinkTarget is null && f.Name != ".git").Concat(folder.EnumerateDirectories()
            .Where(d => d.LinkTarget is null && d.Name != ".git" && !Foreign.Contains(d.Name)).SelectMany(Walk));

    private static SourceFile? Read(FileInfo file)
    {
        var text = File.ReadAllText(file.FullName);
        return text.Contains('\0') ? null : new SourceFile(Path.GetRelativePath(Root.FullName, file.FullName).Replace('\\', '/'), text);
    }
}
