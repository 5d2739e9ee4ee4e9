namespace Fengqiao.Platform.Persistence;

/// <summary>The clause both stores understand for "or overwrite".</summary>
internal static class Upsert
{
    public static string OnConflict(RowMap map)
    {
        var keys = string.Join(", ", map.Key.Select(c => c.Name));
        return map.Values.Count == 0
            ? $" ON CONFLICT ({keys}) DO NOTHING"
            : $" ON CONFLICT ({keys}) DO UPDATE SET {string.Join(", ", map.Values.Select(c => $"{c.Name} = excluded.{c.Name}"))}";
    }
}
