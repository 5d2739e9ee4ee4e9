namespace Fengqiao.Kernel.Tests;

/// <summary>Reference data kept beside the repository, in <c>shared/data</c> of a folder above; not everyone has it.</summary>
internal static class SharedData
{
    /// <summary>The folder of that name in the reference data; null where there is none.</summary>
    public static DirectoryInfo? Folder(string name)
    {
        for (var above = new DirectoryInfo(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            var folder = new DirectoryInfo(Path.Combine(above.FullName, "shared", "data", name));
            if (folder.Exists)
                return folder;
        }

        return null;
    }
}

/// <summary>A test on reference data; shown as skipped where the data is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string folder)
    {
        if (SharedData.Folder(folder) is null)
            Skip = $"No shared/data/{folder} above the test folder.";
    }
}
