namespace Fengqiao.TestKit;

/// <summary>Where the tests find the tree they were built from.</summary>
public static class Repository
{
    private static readonly Lazy<string> Found = new(() =>
        Above(AppContext.BaseDirectory).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "Fengqiao.slnx")))
        ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside the repository."));

    /// <summary>The folder that holds <c>Fengqiao.slnx</c>.</summary>
    public static string Root => Found.Value;

    /// <summary>Where pictures and logs of failed tests go; git ignores it. Made when missing.</summary>
    public static string TestResults => Directory.CreateDirectory(Path.Combine(Root, "var", "test-results")).FullName;

    /// <summary>The folder the Host was built into, in the same configuration as the running tests.</summary>
    public static string HostOutput
    {
        get
        {
            string[] output = AppContext.BaseDirectory.TrimEnd('/').Split('/')[^3..];
            return Path.Combine([Root, "src", "Host", .. output]);
        }
    }

    /// <summary>The folder itself and all folders above it, nearest first.</summary>
    internal static IEnumerable<string> Above(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }
}
