namespace Fengqiao.Platform.Spreadsheets;

/// <summary>How much of a table file is believed before it is refused; guards memory against hostile or broken files.</summary>
/// <param name="MaxFileBytes">Size of the file itself.</param>
/// <param name="MaxUnpackedBytes">Sum of the sizes an XLSX unpacks to.</param>
/// <param name="MaxZipEntries">Parts in an XLSX; a plain workbook has about ten.</param>
/// <param name="MaxColumns">Columns in the header or in any row.</param>
/// <param name="MaxCellChars">UTF-16 units in one CSV cell; Excel itself stops at 32,767.</param>
/// <param name="MaxRows">Last row of an XLSX sheet; Excel's own limit. CSV files are read as a stream and have none.</param>
public sealed record TableLimits(
    long MaxFileBytes = 1L << 30,
    long MaxUnpackedBytes = 1L << 30,
    int MaxZipEntries = 1_000,
    int MaxColumns = 500,
    int MaxCellChars = 1_000_000,
    int MaxRows = 1_048_576)
{
    public static readonly TableLimits Default = new();
}
