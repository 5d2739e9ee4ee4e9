namespace Fengqiao.TestKit;

/// <summary>The stores every storage test runs on.</summary>
public enum DatabaseKind
{
    Sqlite,
    Postgres,
}
