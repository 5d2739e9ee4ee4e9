using System.Globalization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Imports;

namespace Fengqiao.Platform.Http;

/// <summary>Reads the fields of a form and notes all that is wrong with them, so that a person sees everything at once.</summary>
public sealed class InputChecks
{
    private readonly List<Error> _errors = [];

    /// <summary>All that was noted, joined; null when nothing was.</summary>
    public Error? Error => Kernel.Error.Join(_errors);

    public void Refuse(string field, Error error)
    {
        ArgumentNullException.ThrowIfNull(error);
        _errors.Add(error.For(field));
    }

    public string? Text(string field, string? text, int most)
    {
        if (text?.Length > most)
        {
            Refuse(field, ImportErrors.TooLong(most));
        }

        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    public string Required(string field, string? text, int most)
    {
        if (Text(field, text, most) is { } given)
        {
            return given;
        }

        Refuse(field, ImportErrors.Required);
        return "";
    }

    /// <summary>A day as the browser's control sends it.</summary>
    public DateOnly? Date(string field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (DateOnly.TryParseExact(text.Trim(), ["yyyy-M-d", "yyyy/M/d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 1900 and <= 2200)
        {
            return date;
        }

        Refuse(field, ImportErrors.DateMalformed);
        return null;
    }

    /// <summary>Refuses a period that ends before it begins.</summary>
    public void Ordered(DateOnly? from, DateOnly? to, string field)
    {
        if (to < from)
        {
            Refuse(field, ImportErrors.DatesReversed);
        }
    }

    /// <summary>The code at the start of the text: lists offer "330699101 枫林镇", people type the code alone.</summary>
    public RegionCode? Region(string field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (RegionCode.TryParse(text.Trim().Split(' ')[0], out var code))
        {
            return code;
        }

        Refuse(field, ImportErrors.CodeMalformed);
        return null;
    }
}
