using System.Globalization;

namespace Fengqiao.Web.Components;

/// <summary>Ids that tie a label, a hint or a heading to its element. Unique while the process runs, never stored.</summary>
internal static class Ids
{
    private static uint _last;

    public static string Next(string prefix) =>
        prefix + "-" + Interlocked.Increment(ref _last).ToString("x", CultureInfo.InvariantCulture);
}
