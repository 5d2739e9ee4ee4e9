using System.Globalization;
using System.Text;
using Fengqiao.Platform.Spreadsheets;
using Fengqiao.TestKit;

namespace Fengqiao.Platform.Tests.Spreadsheets;

public sealed class TableFileTests
{
    static TableFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string, bool> Encodings => new()
    {
        { "utf-8", false }, { "utf-8", true }, { "gb18030", false }, { "gb18030", true }, { "gbk", false }, { "utf-16", true }, { "utf-16be", true },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Open_InEachEncoding_ReadsTheSameText(string name, bool mark)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. mark ? Mark(name) : [], .. encoding.GetBytes("编码,名称\r\n330681001,暨阳街道\r\n")];

        using var table = Open(bytes);

        table.Headers.ShouldBe(["编码", "名称"]);
        var row = table.Rows().ShouldHaveSingleItem();
        row.Number.ShouldBe(2);
        row["编码"].ShouldBe("330681001");
        row["名称"].ShouldBe("暨阳街道");
    }

    [Fact]
    public void Open_WhenEncodingIsMixed_NamesByteAndLine()
    {
        byte[] bytes = [.. "编码,名称\n1,暨阳\n2,"u8, 0xFF, 0xFF, .. "\n"u8];
        var position = bytes.AsSpan().IndexOf((byte)0xFF);

        var error = Refusal(bytes);

        error.Code.ShouldBe(TableErrors.Undecodable);
        Convert.ToInt64(error.Args[0], CultureInfo.InvariantCulture).ShouldBeInRange(position - 1, position + 1);
        error.Args[1].ShouldBe(3);
    }

    [Fact]
    public void Open_WhenACharacterStraddlesTwoBlocks_IsStillUtf8()
    {
        // 64 KiB blocks and three-byte characters: at one of three offsets a character is cut at each block's end.
        for (var shift = 0; shift < 3; shift++)
        {
            using var table = Open(Encoding.UTF8.GetBytes($"{new string('a', shift + 1)},名称\n1,{new string('枫', 200_000)}\n"));
            table.Rows().Single()["名称"]!.Length.ShouldBe(200_000);
        }
    }

    [Theory]
    [InlineData("a,b\n1,\"2;3\"\n")]
    [InlineData("a;b\n1;\"2;3\"\n")]
    [InlineData("a\tb\n1\t\"2;3\"\n")]
    [InlineData("\n\na,b\n\n1,2;3\n")]
    public void Open_WithEachDelimiter_FindsTheColumns(string text)
    {
        using var table = Open(text);
        table.Headers.ShouldBe(["a", "b"]);
        table.Rows().Single()["B"].ShouldBe("2;3");
    }

    [Fact]
    public void Rows_CountAsExcelDoes()
    {
        using var table = Open("a,b\n1,\"two\nlines\"\n\n , \n2,x\n");
        table.Rows().Select(row => row.Number).ShouldBe([2, 5]);
        table.Rows().First()["b"].ShouldBe("two\nlines");
    }

    [Fact]
    public void Rows_CanBeReadTwice()
    {
        using var table = Open("a,b\n1,2\n3,4\n");
        table.Rows().Count().ShouldBe(2);
        table.Progress.ShouldBe(1);
        table.Rows().Select(row => row["a"]).ShouldBe(["1", "3"]);
    }

    [Fact]
    public void Rows_WhenRagged_TellTheRowAndGoOn()
    {
        using var table = Open("a,b\n1\n2,3,4\n5,6,\n7,8\n");
        var rows = table.Rows().ToList();
        rows.Select(row => row.Fault?.Code).ShouldBe([TableErrors.Ragged, TableErrors.Ragged, null, null]);
        rows[0].Fault!.Args.ShouldBe([2, 2, 1]);
        rows[3]["a"].ShouldBe("7");
    }

    [Fact]
    public void Rows_WhenAQuoteIsNeverClosed_TellTheRowWhereItOpened()
    {
        using var table = Open("a,b\n1,2\n3,\"four\n5,6\n");
        var rows = table.Rows().ToList();
        rows.Count.ShouldBe(2);
        rows[1].Number.ShouldBe(3);
        rows[1].Fault!.Code.ShouldBe(TableErrors.UnclosedQuote);
    }

    [Fact]
    public void Rows_WithAStrayQuote_AreFaulty()
    {
        using var table = Open("a,b\n1,\"x\"y\n3,4\n");
        table.Rows().Select(row => row.Fault?.Code).ShouldBe([TableErrors.StrayQuote, null]);
    }

    [Fact]
    public void Rows_WhenACellNeverEnds_StopWithoutReadingItWhole()
    {
        var limits = TableLimits.Default with { MaxCellChars = 1000 };
        using var table = Open("a,b\n1,2\n3,\"" + new string('x', 3_000_000), limits);
        var rows = table.Rows().ToList();
        rows[^1].Fault!.Code.ShouldBe(TableErrors.CellTooLong);
        rows[^1].Number.ShouldBe(3);
    }

    [Fact]
    public void Open_WithAMillionColumns_IsRefused()
    {
        var error = Refusal(Encoding.UTF8.GetBytes(new string(',', 1_000_000) + "\n1\n"));
        error.Code.ShouldBe(TableErrors.TooManyColumns);
    }

    [Fact]
    public void Open_WithOneEndlessLineOfCells_StaysWithinMemory()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refusal(Encoding.UTF8.GetBytes("a\n" + new string(',', 40_000_000))).Code.ShouldBe(TableErrors.CellTooLong);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(400L << 20);
    }

    public static TheoryData<string, byte[], string> Refusals => new()
    {
        { "empty", [], TableErrors.Empty },
        { "blank lines", "\n\n  \n"u8.ToArray(), TableErrors.Empty },
        { "header only", "a,b\n"u8.ToArray(), TableErrors.NoRows },
        { "twice the same header", "a,b,Ａ \n1,2,3\n"u8.ToArray(), TableErrors.DuplicateHeader },
        { "NUL", "a,b\n1,\0\n"u8.ToArray(), TableErrors.Binary },
        { "png", [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13], TableErrors.Binary },
        { "old xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], TableErrors.OldExcel },
        { "cut zip", [(byte)'P', (byte)'K', 3, 4, 0, 0, 0, 0], TableErrors.NotXlsx },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Open_OfWhatIsNoTable_IsRefused(string what, byte[] bytes, string code) =>
        Refusal(bytes).Code.ShouldBe(code, what);

    [Fact]
    public void Open_OfRandomBytes_NeverThrows()
    {
        var random = new Random(20260306);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            if (i % 2 == 0) bytes = Array.ConvertAll(bytes, b => "a1,;\t\"\r\n'=\0"u8[b % 11]);
            var opened = TableFile.Open(new MemoryStream(bytes), "random.csv");
            if (!opened.IsSuccess) continue;
            using var table = opened.Value;
            table.Rows().Count().ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void Open_OfAMissingFileOrAFolder_IsAnError()
    {
        TableFile.Open("/nowhere/regions.csv").Error!.Code.ShouldBe(TableErrors.FileMissing);
        TableFile.Open(Path.GetTempPath()).Error!.Code.ShouldBe(TableErrors.Unreadable);
    }

    [Fact]
    public void Open_OfAStreamThatCannotSeek_Spools()
    {
        using var pipe = new ForwardOnly("a,b\n1,2\n"u8.ToArray());
        using var table = TableFile.Open(pipe, "upload.csv").Value;
        table.Rows().Single()["b"].ShouldBe("2");
    }

    [SharedDataFact("appeals-stream.csv")]
    public void RealMessages_AreReadWhole()
    {
        using var table = TableFile.Open(SharedData.File("appeals-stream.csv")).Value;
        var rows = 0;
        foreach (var row in table.Rows())
        {
            rows++;
            row.Fault.ShouldBeNull();
            row["留言编号"].ShouldNotBeNull();
            CellDate.Parse(row["留言时间"]!, TimeZoneInfo.Utc, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)).IsSuccess.ShouldBeTrue();
        }

        rows.ShouldBe(4326);
    }

    [SharedDataFact("zhuji/villages.csv")]
    public void RealVillages_AreReadWhole()
    {
        using var table = TableFile.Open(SharedData.File("zhuji/villages.csv")).Value;
        table.Rows().Count(row => row.Fault is null && row["code"]!.Length == 12).ShouldBe(515);
    }

    private static ReadOnlySpan<byte> Mark(string encoding) => encoding == "gb18030" ? [0x84, 0x31, 0x95, 0x33] : Encoding.GetEncoding(encoding).Preamble;

    private static TableFile Open(string text, TableLimits? limits = null) => Open(Encoding.UTF8.GetBytes(text), limits);

    private static TableFile Open(byte[] bytes, TableLimits? limits = null) => TableFile.Open(new MemoryStream(bytes), "test.csv", limits).Value;

    private static Fengqiao.Kernel.Error Refusal(byte[] bytes)
    {
        var opened = TableFile.Open(new MemoryStream(bytes), "test.csv");
        // A fault below the header is told by the last row instead.
        return opened.Error ?? opened.Value.Rows().Last().Fault!;
    }

    private sealed class ForwardOnly(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
