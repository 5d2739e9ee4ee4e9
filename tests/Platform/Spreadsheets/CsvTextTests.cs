using System.Text;
using Fengqiao.Platform.Spreadsheets;

namespace Fengqiao.Platform.Tests.Spreadsheets;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "'\r=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("＋1", "'＋1")]
    [InlineData("－1", "'－1")]
    [InlineData("＠a", "'＠a")]
    [InlineData("'=1", "''=1")]
    [InlineData("-2.5", "-2.5")]
    [InlineData("+86", "+86")]
    [InlineData("-1e5", "-1e5")]
    [InlineData("-∞", "'-∞")]
    [InlineData("'quoted'", "'quoted'")]
    [InlineData("a=1", "a=1")]
    [InlineData("-", "'-")]
    [InlineData("", "")]
    public void Safe_NeutralisesFormulas_AndOriginalUndoesIt(string text, string safe)
    {
        CsvText.Safe(text).ShouldBe(safe);
        CsvText.Original(safe).ShouldBe(text);
    }

    [Fact]
    public void WriteCsv_ThenRead_GivesTheSameBack()
    {
        string[] cells = ["=1+1", "\",\"=1", "a\r\nb", " x ", "-2.5", "'=2", "枫桥", "\t=1", "a;b\tc", ""];
        using var stream = new MemoryStream();
        TableWriter.WriteCsv(stream, [.. Enumerable.Range(0, cells.Length).Select(i => $"c{i}")], [cells]);

        stream.ToArray().AsSpan().StartsWith(Encoding.UTF8.Preamble).ShouldBeTrue();
        Encoding.UTF8.GetString(stream.ToArray()).ShouldContain("'=1+1");
        using var table = TableFile.Open(new MemoryStream(stream.ToArray()), "t.csv").Value;
        table.Rows().Single().Values.ShouldBe(cells);
    }

    [Fact]
    public void WriteCsv_OfNumbers_LeavesThemNumbers()
    {
        using var stream = new MemoryStream();
        TableWriter.WriteCsv(stream, ["a", "b"], [[-5, -1.5m]]);
        Encoding.UTF8.GetString(stream.ToArray()).ShouldEndWith("-5,-1.5\r\n");
    }
}
