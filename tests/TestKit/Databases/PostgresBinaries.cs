using System.Globalization;

namespace Fengqiao.TestKit;

/// <summary>Finds the programs of PostgreSQL 15 or later.</summary>
internal static class PostgresBinaries
{
    private const int OldestVersion = 15;
    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>The folder with <c>initdb</c> and <c>postgres</c>; null when there is none.</summary>
    public static string? Folder => Found.Value;

    /// <summary>PostgreSQL refuses to run as root: then it runs as the user its Debian package made.</summary>
    public static bool RunAsPostgres => Environment.UserName == "root";

    /// <summary>The command line that runs one of the programs as a user PostgreSQL accepts.</summary>
    public static string[] Command(string program, params string[] arguments)
    {
        string[] own = [Path.Combine(Folder!, program), .. arguments];
        return RunAsPostgres ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", .. own] : own;
    }

    private static string? Find()
    {
        IEnumerable<string> debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql")
                .Where(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int version)
                    && version >= OldestVersion)
                .Order(StringComparer.Ordinal)
                .Select(folder => Path.Combine(folder, "bin"))
            : [];
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return debian.Concat(path).FirstOrDefault(folder =>
            File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }
}
