namespace Fengqiao.Host.Health;

/// <summary>
/// Which releases of SQLite may corrupt a database when two connections checkpoint at once (the WAL-reset bug: 3.7.0 to 3.51.2,
/// mended in 3.51.3, 3.50.7 and 3.44.6). The commit lane avoids the situation; the operator is told all the same.
/// </summary>
internal static class SqliteRelease
{
    public static bool HasWalResetBug(Version version) => version switch
    {
        { Major: < 3 } => false,
        { Major: 3, Minor: 44 } => version < new Version(3, 44, 6),
        { Major: 3, Minor: 50 } => version < new Version(3, 50, 7),
        _ => version < new Version(3, 51, 3),
    };
}
