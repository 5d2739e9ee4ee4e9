using Fengqiao.Kernel;

namespace Fengqiao.Platform.Spreadsheets;

/// <summary>
/// Everything that can be wrong with a table file, its columns, its cells or an import map. Texts are in
/// <c>TableErrors.resx</c> under the same codes; where an error is about a row, argument 0 is the row number as Excel shows it.
/// </summary>
public static class TableErrors
{
    public const string FileMissing = "tables.file-missing";
    public const string Unreadable = "tables.unreadable";
    public const string TooLarge = "tables.file-too-large";
    public const string Empty = "tables.empty";
    public const string NoRows = "tables.no-rows";
    public const string Binary = "tables.binary";
    public const string OldExcel = "tables.old-excel";
    public const string NotXlsx = "tables.not-xlsx";
    public const string ZipBomb = "tables.unpacks-too-large";
    public const string TooManyColumns = "tables.too-many-columns";
    public const string TooManyRows = "tables.too-many-rows";
    public const string Undecodable = "tables.undecodable";
    public const string UnclosedQuote = "tables.unclosed-quote";
    public const string StrayQuote = "tables.stray-quote";
    public const string CellTooLong = "tables.cell-too-long";
    public const string Ragged = "tables.ragged-row";
    public const string LostDigits = "tables.lost-digits";
    public const string DuplicateHeader = "tables.duplicate-header";
    public const string AmbiguousColumn = "tables.ambiguous-column";
    public const string MissingColumn = "tables.missing-column";
    public const string UnknownColumn = "tables.unknown-column";
    public const string DateUnreadable = "tables.date-unreadable";
    public const string DateInFuture = "tables.date-in-future";
    public const string MapInvalid = "tables.map-invalid-json";
    public const string MapNotText = "tables.map-not-text";
    public const string MapEmpty = "tables.map-empty";
    public const string MapRepeatedField = "tables.map-repeated-field";
    public const string MapUnknownField = "tables.map-unknown-field";

    internal static Error Of(string code, params object[] args) => new(code, ErrorKind.Invalid, null, args);
}
