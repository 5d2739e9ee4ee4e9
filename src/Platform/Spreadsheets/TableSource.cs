using System.Text;
using Fengqiao.Kernel;
using Fengqiao.Platform.Files;

namespace Fengqiao.Platform.Spreadsheets;

/// <summary>Tells by content what a table file is, and how to read it.</summary>
internal static class TableSource
{
    private static readonly char[] _delimiters = [',', '\t', ';'];

    public static Result<Func<IRecordReader>> Sniff(Stream stream, TableLimits limits)
    {
        if (stream.Length > limits.MaxFileBytes) return TableErrors.Of(TableErrors.TooLarge, limits.MaxFileBytes);
        var head = new byte[8];
        stream.Position = 0;
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head.AsSpan(0, length) switch
        {
            [] => TableErrors.Of(TableErrors.Empty, ""),
            [(byte)'P', (byte)'K', 3, 4, ..] => Workbook(stream, limits),
            // The old binary format, and also what a workbook becomes when it is saved with a password.
            [0xD0, 0xCF, 0x11, 0xE0, ..] => TableErrors.Of(TableErrors.OldExcel),
            _ => Text(stream, limits),
        };
    }

    public static FileStream Spool(Stream stream, TableLimits limits)
    {
        var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 64 * 1024,
        });
        try
        {
            var block = new byte[64 * 1024];
            int read;
            while ((read = stream.Read(block)) > 0)
            {
                file.Write(block, 0, read);
                if (file.Length > limits.MaxFileBytes)
                    throw new TableFaultException(TableErrors.Of(TableErrors.TooLarge, limits.MaxFileBytes));
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static Result<Func<IRecordReader>> Workbook(Stream stream, TableLimits limits)
    {
        var inventory = ZipInventory.Read(stream, limits.MaxZipEntries, limits.MaxUnpackedBytes);
        if (inventory.Failed(out var error))
            return TableErrors.Of(error.Code == FileErrors.ZipTooLarge ? TableErrors.ZipBomb : TableErrors.NotXlsx, "");
        if (!inventory.Value.Any(entry => entry.Name.Equals("xl/workbook.xml", StringComparison.OrdinalIgnoreCase)))
            return TableErrors.Of(TableErrors.NotXlsx, "");
        return (Func<IRecordReader>)(() => new XlsxRecordReader(new UnownedStream(stream), limits));
    }

    private static Result<Func<IRecordReader>> Text(Stream stream, TableLimits limits)
    {
        var encoding = TextDecoding.Detect(stream);
        if (encoding.Failed(out var error)) return error;
        var delimiter = Delimiter(stream, encoding.Value);
        return (Func<IRecordReader>)(() => new CsvRecordReader(new UnownedStream(stream), encoding.Value, delimiter, limits));
    }

    /// <summary>The separator seen most often, outside quotes, in the first line that has any text.</summary>
    private static char Delimiter(Stream stream, Encoding encoding)
    {
        stream.Position = 0;
        using var text = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 4096, leaveOpen: true);
        var counts = new int[_delimiters.Length];
        var quoted = false;
        var anyText = false;
        for (var i = 0; i < 64 * 1024 && text.Read() is >= 0 and var c; i++)
        {
            if (c == '"') quoted = !quoted;
            if (!quoted && c is '\r' or '\n' && anyText) break;
            var known = Array.IndexOf(_delimiters, (char)c);
            if (known >= 0 && !quoted) counts[known]++;
            anyText |= !char.IsWhiteSpace((char)c);
        }

        return _delimiters[Array.IndexOf(counts, counts.Max())];
    }
}
