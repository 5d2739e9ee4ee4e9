using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Fengqiao.Platform.Documents;

namespace Fengqiao.Platform.Spreadsheets;

/// <summary>
/// A one-sheet XLSX written straight into the archive. The Open XML SDK keeps each part in memory until it is closed
/// (232 MB for 100,000 × 20 cells); this needs a few hundred kilobytes, and the tests validate its output with the SDK.
/// </summary>
internal sealed class XlsxWriter(Stream stream) : IDisposable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>Excel calls a file damaged when a cell holds more.</summary>
    private const int MaxCellChars = 32_767;

    private const int RowsToMeasure = 100;

    private static readonly XmlWriterSettings _xml = new() { Encoding = new UTF8Encoding(false), CloseOutput = true };

    private readonly ZipArchive _archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);

    public void Write(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<object?>> rows, string sheetName)
    {
        WritePart("[Content_Types].xml", """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>
            """);
        WritePart("_rels/.rels", $"""
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """);
        WritePart("xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Relations}/styles" Target="styles.xml"/></Relationships>
            """);
        // Style 0 is plain; style 1, the header, is bold on grey.
        WritePart("xl/styles.xml", $"""
            <styleSheet xmlns="{Main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE9ECEF"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf fontId="1" fillId="2" xfId="0" applyFont="1" applyFill="1"/></cellXfs></styleSheet>
            """);
        WritePart("xl/workbook.xml", $"""
            <workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets><sheet name="{SheetName(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>
            """);
        WriteSheet(headers, rows);
    }

    public void Dispose() => _archive.Dispose();

    private void WritePart(string name, string xml)
    {
        using var part = new StreamWriter(_archive.CreateEntry(name, CompressionLevel.Fastest).Open());
        part.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""");
        part.Write(xml);
    }

    private void WriteSheet(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<object?>> rows)
    {
        using var sheet = XmlWriter.Create(_archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open(), _xml);
        using var source = rows.GetEnumerator();
        var first = new List<IReadOnlyList<object?>>();
        while (first.Count < RowsToMeasure && source.MoveNext()) first.Add(source.Current);

        sheet.WriteStartElement("worksheet", Main);
        sheet.WriteRaw("""<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>""");
        WriteWidths(sheet, headers, first);
        sheet.WriteStartElement("sheetData", Main);
        WriteRow(sheet, headers, style: 1);
        foreach (var row in first) WriteRow(sheet, row, style: 0);
        while (source.MoveNext()) WriteRow(sheet, source.Current, style: 0);
        sheet.WriteEndElement();
        sheet.WriteEndElement();
    }

    private static void WriteWidths(XmlWriter sheet, IReadOnlyList<string> headers, List<IReadOnlyList<object?>> sample)
    {
        if (headers.Count == 0) return;
        sheet.WriteStartElement("cols", Main);
        for (var i = 0; i < headers.Count; i++)
        {
            var width = Width(headers[i]);
            foreach (var row in sample)
            {
                if (i < row.Count) width = Math.Max(width, Width(TableWriter.Text(row[i])));
            }

            sheet.WriteStartElement("col", Main);
            sheet.WriteAttributeString("min", (i + 1).ToString(CultureInfo.InvariantCulture));
            sheet.WriteAttributeString("max", (i + 1).ToString(CultureInfo.InvariantCulture));
            sheet.WriteAttributeString("width", Math.Clamp(width + 2, 8, 60).ToString(CultureInfo.InvariantCulture));
            sheet.WriteAttributeString("customWidth", "1");
            sheet.WriteEndElement();
        }

        sheet.WriteEndElement();
    }

    private static void WriteRow(XmlWriter sheet, IReadOnlyList<object?> cells, int style)
    {
        sheet.WriteStartElement("row", Main);
        foreach (var cell in cells)
        {
            sheet.WriteStartElement("c", Main);
            if (style > 0) sheet.WriteAttributeString("s", style.ToString(CultureInfo.InvariantCulture));
            if (IsNumber(cell))
            {
                sheet.WriteElementString("v", Main, TableWriter.Text(cell));
            }
            else if (cell is string text ? text.Length > 0 : cell is not null)
            {
                sheet.WriteAttributeString("t", "inlineStr");
                sheet.WriteStartElement("is", Main);
                sheet.WriteStartElement("t", Main);
                sheet.WriteAttributeString("xml", "space", null, "preserve");
                sheet.WriteString(Printable(cell as string ?? TableWriter.Text(cell)));
                sheet.WriteEndElement();
                sheet.WriteEndElement();
            }

            sheet.WriteEndElement();
        }

        sheet.WriteEndElement();
    }

    /// <summary>Numbers that a double, which is what Excel keeps, can hold; longer ones stay text and keep their digits.</summary>
    private static bool IsNumber(object? cell) => cell switch
    {
        int or short or byte or uint or ushort or sbyte => true,
        long number => Math.Abs(number) < 1_000_000_000_000_000,
        double number => double.IsFinite(number),
        float number => float.IsFinite(number),
        decimal number => Math.Abs(number) < 1_000_000_000_000_000,
        _ => false,
    };

    /// <summary>Columns of the screen: Chinese characters take two.</summary>
    private static int Width(string text)
    {
        var width = 0;
        foreach (var c in text) width += c < 0x2E80 ? 1 : 2;
        return width;
    }

    /// <summary>Without the control characters and lone surrogates that XML cannot carry, and not longer than Excel allows.</summary>
    private static string Printable(string text)
    {
        if (text.Length > MaxCellChars) text = string.Concat(text.AsSpan(0, MaxCellChars - 1), "…");
        return PrintableText.Of(text);
    }

    private static string SheetName(string name)
    {
        var clean = new string([.. name.Where(c => !"\\/?*[]:'\"<>&".Contains(c) && !char.IsControl(c))]);
        return clean.Length switch { 0 => "Sheet1", > 31 => clean[..31], _ => clean };
    }
}
