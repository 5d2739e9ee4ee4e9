using System.Globalization;

namespace Fengqiao.Cases.Reading;

/// <summary>The size of a file as people say it: 2.4 MB, 310 KB.</summary>
internal static class FileSize
{
    public static string Of(long bytes) => bytes >= 1 << 20
        ? (bytes / 1048576.0).ToString("0.0 MB", CultureInfo.InvariantCulture)
        : Math.Max(1, bytes / 1024).ToString("0 KB", CultureInfo.InvariantCulture);
}
