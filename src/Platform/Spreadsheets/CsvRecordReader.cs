using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Fengqiao.Kernel;

namespace Fengqiao.Platform.Spreadsheets;

/// <summary>Rows of delimited text (RFC 4180 quoting), decoded strictly, with bounded memory per row.</summary>
internal sealed class CsvRecordReader : IRecordReader
{
    private const int BufferChars = 32 * 1024;

    private readonly Stream _stream;
    private readonly GuardedReader _text;
    private readonly CsvParser _parser;
    private readonly TableLimits _limits;
    private bool _badQuote;

    public CsvRecordReader(Stream stream, Encoding encoding, char delimiter, TableLimits limits)
    {
        _stream = stream;
        _limits = limits;
        stream.Position = 0;
        // A row is at most a few full cells; beyond that a quote was left open or the file is hostile.
        _text = new GuardedReader(new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: true), (4L * limits.MaxCellChars) + BufferChars);
        _parser = new CsvParser(_text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            IgnoreBlankLines = false,
            BufferSize = BufferChars,
            MaxFieldSize = limits.MaxCellChars,
            BadDataFound = _ => _badQuote = true,
        });
    }

    public int RowNumber { get; private set; }

    public string[] Values { get; private set; } = [];

    public Error? Fault { get; private set; }

    public double Progress => _stream.Length == 0 ? 1 : (double)_stream.Position / _stream.Length;

    public bool Read()
    {
        _text.StartRecord();
        _badQuote = false;
        try
        {
            if (!_parser.Read()) return false;
            RowNumber++;
            if (_parser.Count > _limits.MaxColumns)
                throw new TableFaultException(TableErrors.Of(TableErrors.TooManyColumns, RowNumber, _parser.Count, _limits.MaxColumns));
            Values = _parser.Record ?? [];
        }
        catch (Exception tooLong) when (tooLong is MaxFieldSizeException or InvalidDataException)
        {
            // The usual cause of an endless cell is a quote that nobody closed.
            throw new TableFaultException(TableErrors.Of(TableErrors.CellTooLong, RowNumber + 1, _limits.MaxCellChars));
        }

        for (var i = 0; i < Values.Length; i++) Values[i] = CsvText.Original(Values[i]);
        Fault = QuoteFault();
        return true;
    }

    public void Dispose()
    {
        _parser.Dispose();
        _text.Dispose();
    }

    private Error? QuoteFault()
    {
        // A quote left open swallows everything to the end, so it can only be the last record: look there alone.
        if (_text.AtEnd && int.IsOddInteger(_parser.RawRecord.AsSpan().Count('"')))
            return TableErrors.Of(TableErrors.UnclosedQuote, RowNumber);
        return _badQuote ? TableErrors.Of(TableErrors.StrayQuote, RowNumber) : null;
    }

    /// <summary>Stops the parser, which keeps a whole record in memory, when one record asks for too much text.</summary>
    private sealed class GuardedReader(StreamReader inner, long maxChars) : TextReader
    {
        private long _sinceRecordStart;

        public bool AtEnd { get; private set; }

        public void StartRecord() => _sinceRecordStart = 0;

        public override int Read(char[] buffer, int index, int count)
        {
            var read = inner.Read(buffer, index, count);
            _sinceRecordStart += read;
            if (read == 0) AtEnd = true;
            if (_sinceRecordStart > maxChars) throw new InvalidDataException("A record is too long.");
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
