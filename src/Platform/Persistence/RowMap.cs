using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Fengqiao.Platform.Persistence;

/// <summary>One column: how to read it from a row, and as what it is sent.</summary>
internal sealed class RowColumn
{
    private readonly Func<object, object?> _read;

    public RowColumn(IProperty property)
    {
        var mapping = property.GetRelationalTypeMapping();
        Name = property.GetColumnName();
        StoreType = mapping.StoreType;
        var getter = property.GetGetter();
        var convert = mapping.Converter?.ConvertToProvider;
        _read = convert is null
            ? row => getter.GetClrValue(row)
            : row => getter.GetClrValue(row) is { } value ? convert(value) : null;
        var type = mapping.Converter?.ProviderClrType ?? property.ClrType;
        ElementType = type.IsValueType && Nullable.GetUnderlyingType(type) is null && property.IsNullable
            ? typeof(Nullable<>).MakeGenericType(type)
            : type;
        IsKey = property.IsPrimaryKey();
    }

    public string Name { get; }

    public string StoreType { get; }

    /// <summary>Element type of the array that carries many values of this column to PostgreSQL.</summary>
    public Type ElementType { get; }

    public bool IsKey { get; }

    public object? Read(object row) => _read(row);
}

/// <summary>How rows of one entity are written, taken from EF's model so that the mapping is said once.</summary>
internal sealed class RowMap
{
    private RowMap(IEntityType entity)
    {
        Table = entity.GetTableName()!;
        Columns = [.. entity.GetProperties().Select(p => new RowColumn(p))];
        Key = [.. entity.FindPrimaryKey()!.Properties.Select(k => Columns.Single(c => c.Name == k.GetColumnName()))];
        Values = [.. Columns.Where(c => !c.IsKey)];
        IsVersioned = typeof(IVersioned).IsAssignableFrom(entity.ClrType);
    }

    public string Table { get; }

    public IReadOnlyList<RowColumn> Columns { get; }

    public IReadOnlyList<RowColumn> Key { get; }

    public IReadOnlyList<RowColumn> Values { get; }

    public bool IsVersioned { get; }

    public string ColumnNames => string.Join(", ", Columns.Select(c => c.Name));

    internal static RowMap Of(IEntityType entity) => new(entity);
}

/// <summary>The row maps of the model, built when first asked for.</summary>
internal sealed class RowMaps(IModel model)
{
    private readonly ConcurrentDictionary<Type, RowMap> _maps = new();

    public RowMap For(Type type) => _maps.GetOrAdd(type, t =>
        RowMap.Of(model.FindEntityType(t) ?? throw new InvalidOperationException($"{t.Name} is not in the model.")));
}
