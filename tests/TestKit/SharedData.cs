namespace Fengqiao.TestKit;

/// <summary>
/// Real data kept outside the repository, because its licence does not let it in: the folder named by
/// <c>FENGQIAO_SHARED_DATA</c>, else <c>shared/data</c> beside or above the repository.
/// </summary>
public static class SharedData
{
    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>The folder; null when there is none.</summary>
    public static string? Folder => Found.Value;

    /// <summary>The path of one file of it. Ask only in a <see cref="SharedDataFactAttribute"/> or after looking at <see cref="Folder"/>.</summary>
    public static string File(string relativePath) =>
        Folder is null ? throw new InvalidOperationException("There is no shared data here.") : Path.Combine(Folder, relativePath);

    private static string? Find() =>
        Environment.GetEnvironmentVariable("FENGQIAO_SHARED_DATA") is { Length: > 0 } named
            ? named
            : Repository.Above(Repository.Root).Select(folder => Path.Combine(folder, "shared", "data")).FirstOrDefault(Directory.Exists);
}

/// <summary>A test on <see cref="SharedData"/>; shown as skipped where the data, or a file the test names, is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(params string[] files)
    {
        if (SharedData.Folder is null)
        {
            Skip = "no shared data: set FENGQIAO_SHARED_DATA";
        }
        else if (Array.Find(files, file => !Path.Exists(SharedData.File(file))) is { } absent)
        {
            Skip = $"{absent} is not in {SharedData.Folder}";
        }
    }
}
