using Fengqiao.Providers.Tests.Stores;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Fengqiao.Providers.Tests.Schema;

/// <summary>The mapped model against the schema that the scripts make: a column forgotten in one of the two shows here, not at a customer's.</summary>
public sealed class ModelSchemaTests
{
    /// <summary>Written by SQL alone, because no query of the model ever needs them.</summary>
    private static readonly string[] Unmapped = ["schema_versions", "number_series"];

    private static readonly Dictionary<string, string> PostgresNames = new(StringComparer.Ordinal) { ["timestamptz"] = "timestamp with time zone" };

    [DatabaseTheory]
    public async Task Model_AgainstTheMigratedSchema_HasTheSameTables(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database);
        var schema = await Catalogue.OfAsync(store, kind);
        var model = await EntitiesAsync(store);
        model.Count.ShouldBeGreaterThan(15);
        schema.Tables.ShouldBe(model.Select(e => e.GetTableName()!).Concat(Unmapped), ignoreOrder: true);
    }

    [DatabaseTheory]
    public async Task Model_AgainstTheMigratedSchema_HasTheSameColumnsAndKeys(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database);
        var schema = await Catalogue.OfAsync(store, kind);
        foreach (var entity in await EntitiesAsync(store))
        {
            var table = entity.GetTableName()!;
            var mapped = entity.GetProperties().Select(p => new DbColumn(table, p.GetColumnName(), TypeOf(p), p.IsNullable));
            schema.Columns.Where(c => c.Table == table).ShouldBe(mapped, ignoreOrder: true, table);
            schema.Keys.Single(k => k.Table == table).Columns.ShouldBe(Names(entity.FindPrimaryKey()!.Properties), table);
        }
    }

    [DatabaseTheory]
    public async Task Model_AgainstTheMigratedSchema_FindsItsIndexesAndForeignKeys(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database);
        var schema = await Catalogue.OfAsync(store, kind);
        foreach (var entity in await EntitiesAsync(store))
        {
            var table = entity.GetTableName()!;
            foreach (var index in entity.GetIndexes())
            {
                schema.Indexes.ShouldContain(i => i.Table == table && i.Columns == Names(index.Properties) && i.IsUnique == index.IsUnique, $"{table}: {Names(index.Properties)}");
            }

            foreach (var key in entity.GetForeignKeys())
            {
                schema.ForeignKeys.ShouldContain(new DbForeignKey(table, Names(key.Properties), key.PrincipalEntityType.GetTableName()!));
            }
        }
    }

    /// <summary>What one store indexes or refuses, the other does too.</summary>
    [PostgresFact]
    public async Task Schemas_OfBothStores_HaveTheSameColumnsKeysIndexesAndForeignKeys()
    {
        using var sqlite = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var postgres = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await using var one = await Store.OpenAsync(sqlite);
        await using var other = await Store.OpenAsync(postgres);
        var (a, b) = (await Catalogue.OfAsync(one, DatabaseKind.Sqlite), await Catalogue.OfAsync(other, DatabaseKind.Postgres));
        b.Columns.Select(c => (c.Table, c.Name, c.IsNullable)).ShouldBe(a.Columns.Select(c => (c.Table, c.Name, c.IsNullable)), ignoreOrder: true);
        b.Keys.ShouldBe(a.Keys, ignoreOrder: true);
        b.Indexes.ShouldBe(a.Indexes, ignoreOrder: true);
        b.ForeignKeys.ShouldBe(a.ForeignKeys, ignoreOrder: true);
    }

    internal static Task<List<IEntityType>> EntitiesAsync(Store store) => store.ReadAsync(db =>
        Task.FromResult(db.GetService<IDesignTimeModel>().Model.GetEntityTypes().Where(e => e.GetTableName() is not null && e.FindPrimaryKey() is not null).ToList()));

    private static string TypeOf(IProperty property) => PostgresNames.GetValueOrDefault(property.GetColumnType(), property.GetColumnType());

    private static string Names(IEnumerable<IProperty> properties) => string.Join(',', properties.Select(p => p.GetColumnName()));
}
