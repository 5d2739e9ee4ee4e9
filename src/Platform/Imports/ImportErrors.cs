using Fengqiao.Kernel;

namespace Fengqiao.Platform.Imports;

/// <summary>What can be wrong with one cell or row, whatever the file is about.</summary>
public static class ImportErrors
{
    public static readonly Error Required = new("imports.value-required", ErrorKind.Invalid);
    public static readonly Error CodeMalformed = new("imports.code-malformed", ErrorKind.Invalid);
    public static readonly Error DateMalformed = new("imports.date-malformed", ErrorKind.Invalid);
    public static readonly Error DatesReversed = new("imports.dates-reversed", ErrorKind.Invalid);
    public static readonly Error NumberMalformed = new("imports.number-malformed", ErrorKind.Invalid);
    public static readonly Error BooleanMalformed = new("imports.boolean-malformed", ErrorKind.Invalid);

    public static Error TooLong(int most) => new("imports.value-too-long", ErrorKind.Invalid, null, most);

    public static Error Twice(int firstRow) => new("imports.row-twice", ErrorKind.Invalid, null, firstRow);
}
