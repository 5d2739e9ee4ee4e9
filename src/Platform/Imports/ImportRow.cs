using System.Globalization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Spreadsheets;

namespace Fengqiao.Platform.Imports;

/// <summary>A row of a file, what it means, and what is wrong with it.</summary>
public sealed class ImportRow<T>(TableRow source, CellReader cells)
    where T : class
{
    public TableRow Source { get; } = source;

    public int Number => Source.Number;

    /// <summary>Null where the row could not be understood.</summary>
    public T? Value { get; set; }

    public IReadOnlyList<Error> Errors => cells.Errors;

    public bool IsGood => cells.Errors.Count == 0 && Value is not null;

    /// <param name="field">The field as the code names it; the error will name the file's column.</param>
    public void Refuse(string field, Error error) => cells.Refuse(field, error);

    public IEnumerable<ImportRowError> RowErrors() => Errors.Select(e => new ImportRowError(Number, e.Field, e));
}

/// <summary>Reads the cells of one row, and notes what is wrong under the name the column has in the file.</summary>
public sealed class CellReader(TableRow row, BoundColumns columns, IReadOnlyDictionary<string, string> headers)
{
    private static readonly string[] DateFormats = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日"];

    private readonly List<Error> _errors = [];

    public IReadOnlyList<Error> Errors => _errors;

    /// <summary>False where the file has no such column: what is stored then stays as it is.</summary>
    public bool Has(string field) => columns.Has(field);

    public void Refuse(string field, Error error) => _errors.Add(error.For(headers.GetValueOrDefault(field, field)));

    public void Refuse(Error error) => _errors.Add(error);

    public string? Text(string field, int most)
    {
        var text = columns[row, field];
        if (text?.Length > most)
        {
            Refuse(field, ImportErrors.TooLong(most));
        }

        return text;
    }

    public string Required(string field, int most)
    {
        var text = Text(field, most);
        if (text is null)
        {
            Refuse(field, ImportErrors.Required);
        }

        return text ?? "";
    }

    public RegionCode? Code(string field)
    {
        var text = Text(field, 40);
        if (text is null)
        {
            return null;
        }

        if (RegionCode.TryParsePadded(text, out var code))
        {
            return code;
        }

        Refuse(field, ImportErrors.CodeMalformed);
        return null;
    }

    public DateOnly? Date(string field)
    {
        var text = Text(field, 40);
        if (text is null)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 1900 and <= 2200)
        {
            return date;
        }

        Refuse(field, ImportErrors.DateMalformed);
        return null;
    }

    public double? Number(string field)
    {
        var text = Text(field, 40);
        if (text is null)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Refuse(field, ImportErrors.NumberMalformed);
        return null;
    }

    public bool? Flag(string field)
    {
        var text = Text(field, 10)?.ToLowerInvariant();
        switch (text)
        {
            case null:
                return null;
            case "是" or "true" or "1" or "yes" or "y":
                return true;
            case "否" or "false" or "0" or "no" or "n":
                return false;
            default:
                Refuse(field, ImportErrors.BooleanMalformed);
                return null;
        }
    }

    /// <summary>Refuses a period that ends before it begins.</summary>
    public void Ordered(DateOnly? from, DateOnly? to, string field)
    {
        if (to < from)
        {
            Refuse(field, ImportErrors.DatesReversed);
        }
    }
}
