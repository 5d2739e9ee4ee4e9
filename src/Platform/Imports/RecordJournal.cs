using System.Runtime.CompilerServices;
using System.Text.Json;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Fengqiao.Platform.Imports;

/// <summary>Records of any entity as JSON and back, by the model that says how they are stored.</summary>
internal static class RecordJournal
{
    private const string VersionName = nameof(IVersioned.Version);

    /// <summary>The key as JSON.</summary>
    public static string KeyOf(IEntityType entity, object row) =>
        JsonSerializer.Serialize(entity.FindPrimaryKey()!.Properties.Select(p => p.GetGetter().GetClrValue(row)), CommitLane.DetailsJson);

    /// <summary>What the record says, its version left out: writing the same again is no change.</summary>
    public static string Content(IEntityType entity, object row) =>
        JsonSerializer.Serialize(entity.GetProperties().Where(p => p.Name != VersionName).ToDictionary(p => p.Name, p => p.GetGetter().GetClrValue(row)), CommitLane.DetailsJson);

    /// <summary>A record with that content.</summary>
    /// <param name="version">Which version it is to have, where it has one.</param>
    public static object Restore(FengqiaoDb db, IEntityType entity, string content, int version)
    {
        var row = RuntimeHelpers.GetUninitializedObject(entity.ClrType);
        using var document = JsonDocument.Parse(content);
        var entry = db.Entry(row);
        foreach (var property in entity.GetProperties())
        {
            entry.Property(property.Name).CurrentValue = property.Name == VersionName
                ? version
                : document.RootElement.GetProperty(property.Name).Deserialize(property.ClrType, CommitLane.DetailsJson);
        }

        return row;
    }

    /// <summary>All stored records of an entity by their keys. Entities that are imported and undone are small.</summary>
    public static async Task<Dictionary<string, object>> LoadAsync(FengqiaoDb db, IEntityType entity, CancellationToken ct)
    {
        var set = (IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(entity.ClrType).Invoke(db, null)!;
        return (await set.AsNoTracking().ToListAsync(ct)).ToDictionary(row => KeyOf(entity, row), StringComparer.Ordinal);
    }
}
