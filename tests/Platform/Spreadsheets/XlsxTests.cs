using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Fengqiao.Platform.Spreadsheets;

namespace Fengqiao.Platform.Tests.Spreadsheets;

public sealed class XlsxTests
{
    private const string Namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    [Fact]
    public void Write_ThenRead_GivesTheSameBack()
    {
        var stream = Written(["编码", "名称", "数量", "备注"],
            ["330681001", "暨阳街道", 12, "=1+1"],
            ["330681199", " 空格 ", -2.5m, "a\nb"],
            ["3", "😀", 1234567890123L, "\t\u0001x"]);

        using var table = TableFile.Open(stream, "t.xlsx").Value;
        var rows = table.Rows().ToList();

        table.Headers.ShouldBe(["编码", "名称", "数量", "备注"]);
        rows.Select(row => row.Number).ShouldBe([2, 3, 4]);
        rows[0].Values.ShouldBe(["330681001", "暨阳街道", "12", "=1+1"]);
        rows[1].Values.ShouldBe(["330681199", " 空格 ", "-2.5", "a\nb"]);
        rows[2].Values.ShouldBe(["3", "😀", "1234567890123", "\tx"]);
    }

    [Fact]
    public void Write_MakesAWorkbookThatTheSdkFindsValid()
    {
        var stream = Written(["a & b", "<c>"], ["1", 2], [null, new DateTime(2026, 3, 6, 0, 0, 0, DateTimeKind.Utc)]);
        using var workbook = SpreadsheetDocument.Open(stream, isEditable: false);
        new OpenXmlValidator(FileFormatVersions.Office2019).Validate(workbook).Select(error => error.Description).ShouldBeEmpty();
    }

    [Fact]
    public void Write_WhenACellIsLongerThanExcelAllows_CutsIt()
    {
        var stream = Written(["a"], [new string('长', 40_000)]);
        using var table = TableFile.Open(stream, "t.xlsx").Value;
        table.Rows().Single()["a"]!.Length.ShouldBe(32_767);
    }

    [Fact]
    public void Read_OfDatesNumbersGapsAndFaults_GivesText()
    {
        // Style 1 is a date with time, as Excel writes it; rows 2 and 4 are left out of the file.
        using var table = TableFile.Open(Workbook("""
            <row r="1"><c r="A1" t="inlineStr"><is><t>时间</t></is></c><c r="B1" t="inlineStr"><is><t>号码</t></is></c></row>
            <row r="3"><c r="A3" s="1"><v>43524.475752314815</v></c><c r="B3"><v>13800001234</v></c></row>
            <row r="5"><c r="A5" s="1"><v>43524</v></c><c r="B5"><v>330681199001011234</v></c></row>
            <row r="6"><c r="A6" t="e"><v>#N/A</v></c><c r="B6" t="b"><v>1</v></c></row>
            """), "t.xlsx").Value;
        var rows = table.Rows().ToList();

        rows.Select(row => row.Number).ShouldBe([3, 5, 6]);
        rows[0]["时间"].ShouldBe("2019-02-28T11:25:05");
        rows[0]["号码"].ShouldBe("13800001234");
        rows[1]["时间"].ShouldBe("2019-02-28");
        rows[1].Fault!.Code.ShouldBe(TableErrors.LostDigits);
        rows[2]["时间"].ShouldBeNull();
        rows[2]["号码"].ShouldBe("TRUE");
    }

    [Fact]
    public void Read_WithAColumnInTheMillions_IsRefusedBeforeItIsAllocated()
    {
        var opened = TableFile.Open(Workbook("""<row r="1"><c r="ZZZZZ1" t="inlineStr"><is><t>a</t></is></c></row><row r="2"><c r="A2"><v>1</v></c></row>"""), "t.xlsx");
        opened.Error!.Code.ShouldBe(TableErrors.TooManyColumns);
    }

    [Fact]
    public void Read_WithARowInTheBillions_Ends()
    {
        var opened = TableFile.Open(Workbook("""<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row r="2000000000"><c r="A2000000000"><v>1</v></c></row>"""), "t.xlsx");
        opened.Error!.Code.ShouldBe(TableErrors.TooManyRows);
    }

    [Fact]
    public void Read_OfAZipBomb_IsRefusedByItsDirectory()
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = archive.CreateEntry("xl/workbook.xml", CompressionLevel.Fastest).Open();
            part.Write(new byte[50 << 20]);
        }

        TableFile.Open(stream, "t.xlsx", TableLimits.Default with { MaxUnpackedBytes = 10 << 20 }).Error!.Code.ShouldBe(TableErrors.ZipBomb);
    }

    [Fact]
    public void Read_OfAZipThatIsNoWorkbook_IsRefused()
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            archive.CreateEntry("readme.txt").Open().Dispose();
        TableFile.Open(stream, "t.csv").Error!.Code.ShouldBe(TableErrors.NotXlsx);
    }

    [Fact]
    public void Read_OfADamagedWorkbook_NeverThrows()
    {
        var whole = Written(["a", "b"], ["1", "2"], ["3", "4"]).ToArray();
        var random = new Random(7);
        for (var i = 0; i < 400; i++)
        {
            var bytes = (byte[])whole.Clone();
            for (var j = 0; j < 3; j++) bytes[random.Next(4, bytes.Length)] = (byte)random.Next(256);
            var opened = TableFile.Open(new MemoryStream(bytes), "t.xlsx");
            if (!opened.IsSuccess) continue;
            using var table = opened.Value;
            table.Rows().Count().ShouldBeGreaterThan(0);
        }
    }

    private static MemoryStream Written(IReadOnlyList<string> headers, params object?[][] rows)
    {
        var stream = new MemoryStream();
        TableWriter.WriteXlsx(stream, headers, rows);
        stream.Position = 0;
        return stream;
    }

    private static MemoryStream Workbook(string rows)
    {
        var stream = Written(["x"], ["y"]);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            Replace(archive, "xl/worksheets/sheet1.xml", $"""<worksheet xmlns="{Namespace}"><sheetData>{rows}</sheetData></worksheet>""");
            Replace(archive, "xl/styles.xml", $"""
                <styleSheet xmlns="{Namespace}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy/m/d h:mm:ss"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf numFmtId="164" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>
                """);
        }

        stream.Position = 0;
        return stream;
    }

    private static void Replace(ZipArchive archive, string name, string xml)
    {
        archive.GetEntry(name)!.Delete();
        using var part = archive.CreateEntry(name).Open();
        part.Write(Encoding.UTF8.GetBytes(xml));
    }
}
