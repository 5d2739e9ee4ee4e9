using System.Globalization;

namespace Fengqiao.TestKit;

/// <summary>A folder of one test, deleted with everything in it when disposed.</summary>
/// <remarks>The name carries the process id, so that folders of vanished test runs can be told and swept.</remarks>
public sealed class TempFolder : IDisposable
{
    private const string Prefix = "fengqiao-test-";
    private static readonly Lazy<bool> Swept = new(Sweep);

    public TempFolder(string purpose = "files")
    {
        _ = Swept.Value;
        FullName = Directory.CreateTempSubdirectory($"{Prefix}{Environment.ProcessId}-{purpose}-").FullName;
    }

    public string FullName { get; }

    /// <summary>The path of something in the folder; parent folders are made, the thing itself is not.</summary>
    public string this[string relativePath]
    {
        get
        {
            string path = Path.Combine(FullName, relativePath);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return path;
        }
    }

    /// <summary>Writes a UTF-8 file into the folder and gives its path.</summary>
    public string Write(string relativePath, string content)
    {
        string path = this[relativePath];
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Delete(FullName);

    internal static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A process still writing into it loses the race later; the sweep of the next run takes the rest.
        }
    }

    private static bool Sweep()
    {
        DateTime dayAgo = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1);
        foreach (string folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            string owner = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (Directory.GetLastWriteTimeUtc(folder) < dayAgo && !IsRunning(owner))
            {
                Delete(folder);
            }
        }

        return true;
    }

    private static bool IsRunning(string processId) =>
        int.TryParse(processId, NumberStyles.None, CultureInfo.InvariantCulture, out _) && Directory.Exists($"/proc/{processId}");
}
