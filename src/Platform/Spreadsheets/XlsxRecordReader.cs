using System.Globalization;
using System.Text;
using ExcelDataReader;
using Fengqiao.Kernel;

namespace Fengqiao.Platform.Spreadsheets;

/// <summary>
/// Rows of the first sheet of an XLSX workbook. The caller has checked the archive's sizes. A formula that failed (#N/A) reads as
/// blank: the library does not tell.
/// </summary>
internal sealed class XlsxRecordReader : IRecordReader
{
    /// <summary>A double holds 15 decimal digits safely; longer codes typed as numbers have already been rounded by Excel.</summary>
    private const double FirstUnsafeNumber = 1e15;

    private readonly IExcelDataReader _reader;
    private readonly TableLimits _limits;

    // The library asks for code page 1252 while it is configured, whatever the file is.
    static XlsxRecordReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public XlsxRecordReader(Stream stream, TableLimits limits)
    {
        _limits = limits;
        stream.Position = 0;
        _reader = ExcelReaderFactory.CreateOpenXmlReader(stream);
        // Checked before the first read, which would allocate a cell for every column that is claimed.
        if (_reader.FieldCount > limits.MaxColumns)
        {
            var columns = _reader.FieldCount;
            _reader.Dispose();
            throw new TableFaultException(TableErrors.Of(TableErrors.TooManyColumns, 1, columns, limits.MaxColumns));
        }
    }

    public int RowNumber { get; private set; }

    public string[] Values { get; private set; } = [];

    public Error? Fault { get; private set; }

    public double Progress => _reader.RowCount == 0 ? 1 : Math.Min(1, (double)RowNumber / _reader.RowCount);

    public bool Read()
    {
        if (!_reader.Read()) return false;
        if (++RowNumber > _limits.MaxRows)
            throw new TableFaultException(TableErrors.Of(TableErrors.TooManyRows, RowNumber, _limits.MaxRows));

        Fault = null;
        Values = new string[_reader.FieldCount];
        for (var i = 0; i < Values.Length; i++) Values[i] = Text(i);
        return true;
    }

    public void Dispose() => _reader.Dispose();

    private string Text(int column)
    {
        switch (_reader.GetValue(column))
        {
            case null: return "";
            case string text: return text;
            case bool truth: return truth ? "TRUE" : "FALSE";
            case DateTime date:
                return date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
            case TimeSpan time: return time.ToString("c", CultureInfo.InvariantCulture);
            case double number when Math.Abs(number) >= FirstUnsafeNumber:
                Fault ??= TableErrors.Of(TableErrors.LostDigits, RowNumber, column + 1);
                return number.ToString("R", CultureInfo.InvariantCulture);
            case double number when Math.Abs(number) > 1e-9: return ((decimal)number).ToString(CultureInfo.InvariantCulture);
            case var other: return Convert.ToString(other, CultureInfo.InvariantCulture) ?? "";
        }
    }
}
