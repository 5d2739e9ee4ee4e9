using System.Reflection;
using System.Runtime.CompilerServices;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Fengqiao.Providers.Tests.Stores;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Providers.Tests.Schema;

/// <summary>Whatever a row holds, both stores give back: written by the lane, read by EF, every property equal.</summary>
public sealed class RoundTripTests
{
    private const int RowsPerEntity = 12;
    private const int Seed = 20260302;

    [DatabaseTheory]
    public async Task Row_OfEveryEntity_ReadBack_IsEqual(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database);
        await LiftGuardsAsync(store, kind);
        var schema = await Catalogue.OfAsync(store, kind);
        var random = new Random(Seed);
        var written = new Dictionary<string, List<object>>(StringComparer.Ordinal);
        foreach (var entity in ParentsFirst(await ModelSchemaTests.EntitiesAsync(store), schema))
        {
            var rows = Enumerable.Range(0, RowsPerEntity).Select(i => NewRow(entity, i, random, schema, written)).ToList();
            var outcome = await store.RunAsync(new Commit().InsertAll(rows));
            outcome.End.ShouldBe(CommitEnd.Committed, entity.ShortName());
            written[entity.GetTableName()!] = rows;
            var read = await store.ReadAsync(db => Task.FromResult(AllOf(db, entity.ClrType).ToList()));
            foreach (var row in rows)
            {
                var found = read.Where(r => Same(entity.FindPrimaryKey()!.Properties, r, row)).ShouldHaveSingleItem(entity.ShortName());
                foreach (var property in entity.GetProperties())
                {
                    Value(property, found).ShouldBe(AsStored(Value(property, row)), $"{entity.ShortName()}.{property.Name}");
                }
            }
        }

        written.Count.ShouldBeGreaterThan(15);
    }

    [DatabaseTheory]
    public async Task Upsert_OfEveryEntity_OverwritesTheWholeRow(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database);
        await LiftGuardsAsync(store, kind);
        var schema = await Catalogue.OfAsync(store, kind);
        var random = new Random(Seed);
        var written = new Dictionary<string, List<object>>(StringComparer.Ordinal);
        foreach (var entity in ParentsFirst(await ModelSchemaTests.EntitiesAsync(store), schema))
        {
            var (before, after) = (NewRow(entity, 0, random, schema, written), NewRow(entity, 1, random, schema, written));
            foreach (var key in entity.FindPrimaryKey()!.Properties)
            {
                Set(key, after, Value(key, before));
            }

            (await store.RunAsync(new Commit().Insert(before))).End.ShouldBe(CommitEnd.Committed);
            (await store.RunAsync(new Commit().Upsert(after))).End.ShouldBe(CommitEnd.Committed, entity.ShortName());
            written[entity.GetTableName()!] = [after];
            var found = (await store.ReadAsync(db => Task.FromResult(AllOf(db, entity.ClrType).ToList())))
                .Where(r => Same(entity.FindPrimaryKey()!.Properties, r, after)).ShouldHaveSingleItem();
            foreach (var property in entity.GetProperties())
            {
                Value(property, found).ShouldBe(AsStored(Value(property, after)), $"{entity.ShortName()}.{property.Name}");
            }
        }
    }

    /// <summary>Triggers refuse rows of the audit that no product would write; here they are to be stored all the same.</summary>
    private static async Task LiftGuardsAsync(Store store, DatabaseKind kind)
    {
        string[] guards = kind == DatabaseKind.Postgres
            ? ["audit_entries_unchanged ON audit_entries", "audit_bases_floor ON audit_bases", "assessment_bulletins_no_change ON assessment_bulletins"]
            : ["audit_entries_unchanged", "audit_bases_floor", "audit_bases_floor_again", "assessment_bulletins_no_update"];
        foreach (var guard in guards)
        {
            await store.SqlAsync($"DROP TRIGGER {guard}");
        }
    }

    private static IEnumerable<object> AllOf(FengqiaoDb db, Type type) =>
        (IEnumerable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(type).Invoke(db, null)!;

    private static List<IEntityType> ParentsFirst(List<IEntityType> entities, Catalogue schema)
    {
        var ordered = new List<IEntityType>();
        while (ordered.Count < entities.Count)
        {
            var done = ordered.Select(e => e.GetTableName()).ToHashSet();
            ordered.Add(entities.First(e => !ordered.Contains(e) && schema.ForeignKeys
                .Where(f => f.Table == e.GetTableName() && f.Parent != f.Table).All(f => done.Contains(f.Parent))));
        }

        return ordered;
    }

    /// <summary>Row 0 has every optional value null, row 1 has none null, the others as it falls.</summary>
    private static object NewRow(IEntityType entity, int number, Random random, Catalogue schema, Dictionary<string, List<object>> written)
    {
        var row = RuntimeHelpers.GetUninitializedObject(entity.ClrType);
        var table = entity.GetTableName()!;
        foreach (var property in entity.GetProperties())
        {
            var parent = schema.ForeignKeys.FirstOrDefault(f => f.Table == table && f.Columns == property.GetColumnName())?.Parent;
            var isNull = property.IsNullable && (number == 0 || (number > 1 && random.Next(3) == 0) || parent == table);
            Set(property, row, isNull ? null : parent is not null ? KeyOf(written[parent][number % written[parent].Count], property) : Generate(property, random));
        }

        return row;
    }

    private static object KeyOf(object parent, IProperty property)
    {
        var isId = (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(Guid);
        return parent.GetType().GetProperty(isId ? "Id" : "Code")!.GetValue(parent)!;
    }

    private static object Generate(IProperty property, Random random)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        var isLargest = random.Next(4) == 0;
        return type switch
        {
            _ when type.IsEnum => Enum.GetValues(type).GetValue(random.Next(Enum.GetValues(type).Length))!,
            _ when type == typeof(string) => $"{random.NextInt64()} 枫桥 '\"\\%_\t\r\n\u0001🙂𠮷é {new string('长', random.Next(200))}",
            _ when type == typeof(Guid) => new Guid([.. Bytes(random, 16)]),
            _ when type == typeof(byte) => isLargest ? byte.MaxValue : (byte)random.Next(byte.MaxValue),
            _ when type == typeof(int) => isLargest ? int.MaxValue - random.Next(1000) : random.Next(1, int.MaxValue),
            _ when type == typeof(long) => isLargest ? long.MaxValue - random.Next(1000) : random.NextInt64(),
            _ when type == typeof(bool) => random.Next(2) == 0,
            _ when type == typeof(double) => isLargest ? 0.1 + 0.2 : random.NextDouble() * 360 - 180,
            _ when type == typeof(DateTime) => DateTime.UnixEpoch.AddTicks(random.NextInt64(TimeSpan.TicksPerDay * 36500)),
            _ when type == typeof(DateOnly) => DateOnly.FromDayNumber(random.Next(1, 3_000_000)),
            _ when type == typeof(RegionCode) => RegionCode.Parse(random.NextInt64(100_000_000_000, 999_999_999_999).ToString(System.Globalization.CultureInfo.InvariantCulture)),
            _ when type == typeof(byte[]) => Bytes(random, random.Next(300)),
            _ => throw new NotSupportedException($"{property}: say how to make a {type.Name}."),
        };
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static object? AsStored(object? value) =>
        value is DateTime time ? time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond)) : value;

    private static bool Same(IEnumerable<IProperty> properties, object a, object b) => properties.All(p => Equals(Value(p, a), Value(p, b)));

    private static object? Value(IProperty property, object row) => ((MemberInfo?)property.FieldInfo ?? property.PropertyInfo) switch
    {
        FieldInfo field => field.GetValue(row),
        PropertyInfo own => own.GetValue(row),
        _ => throw new NotSupportedException(property.Name),
    };

    private static void Set(IProperty property, object row, object? value)
    {
        if (property.FieldInfo is { } field)
        {
            field.SetValue(row, value);
        }
        else
        {
            property.PropertyInfo!.SetValue(row, value);
        }
    }
}
