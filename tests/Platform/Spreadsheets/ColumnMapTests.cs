using System.Text;
using Fengqiao.Platform.Spreadsheets;
using Fengqiao.TestKit;

namespace Fengqiao.Platform.Tests.Spreadsheets;

public sealed class ColumnMapTests
{
    private static readonly Column[] _columns =
    [
        new("code", ["编码", "代码", "code"], Required: true), new("name", ["名称", "name"], Required: true), new("parent", ["上级", "parent"]),
    ];

    [Theory]
    [InlineData("编码,名称\n1,a\n")]
    [InlineData(" CODE , N a m e \n1,a\n")]
    [InlineData("名 称,ｃｏｄｅ\na,1\n")]
    public void Bind_FindsColumnsUnderAnyAcceptedHeader(string text)
    {
        using var table = Open(text);
        var bound = new ColumnMap(_columns).Bind(table).Value;
        var row = table.Rows().Single();
        bound[row, "code"].ShouldBe("1");
        bound[row, "name"].ShouldBe("a");
        bound[row, "parent"].ShouldBeNull();
        bound.Has("parent").ShouldBeFalse();
        Should.Throw<KeyNotFoundException>(() => bound[row, "other"]);
    }

    [Fact]
    public void Bind_ReportsAllThatIsWrongAtOnce()
    {
        using var table = Open("编码,代码,颜色\n1,2,3\n");
        var error = new ColumnMap(_columns).Bind(table).Error!;
        error.All.Select(e => e.Code).ShouldBe([TableErrors.AmbiguousColumn, TableErrors.MissingColumn, TableErrors.UnknownColumn]);
        error.All.ElementAt(1).Args.ShouldBe(["name", "名称, name", "编码, 代码, 颜色"]);
    }

    [Fact]
    public void Bind_WhenUnknownColumnsAreIgnored_ReadsPastThem()
    {
        using var table = Open("code,name,streetCode\n1,a,2\n");
        new ColumnMap(_columns, UnknownColumns.Ignore).Bind(table).IsSuccess.ShouldBeTrue();
        new ColumnMap(_columns).Bind(table).Error!.Code.ShouldBe(TableErrors.UnknownColumn);
    }

    [Fact]
    public void BadRows_CanBeMendedAndImportedAgain()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.FullName, "bad.csv");
        using (var table = Open("编码,名称\n=1,a\n2\n3,b,c\n"))
            BadRows.Write(path, table.Headers, table.Rows().Select(row => (row, $"第 {row.Number} 行"))).Value.ShouldBe(3);

        using var again = TableFile.Open(path).Value;
        again.Headers.ShouldBe(["编码", "名称", "原因"]);
        var rows = again.Rows().ToList();
        rows.Select(row => row["原因"]).ShouldBe(["第 2 行", "第 3 行", "第 4 行"]);
        rows[0]["编码"].ShouldBe("=1");
        File.ReadAllText(path).ShouldContain("'=1");
        new ColumnMap(_columns).Bind(again).IsSuccess.ShouldBeTrue();

        // Rejected a second time, the file gets the new reason in place of the old one.
        BadRows.Write(path + "2", again.Headers, again.Rows().Take(1).Select(row => (row, "新"))).Value.ShouldBe(1);
        using var twice = TableFile.Open(path + "2").Value;
        twice.Rows().Single().Values.ShouldBe(["=1", "a", "新"]);
    }

    [Fact]
    public void BadRows_WhenNotCompleted_LeaveNothing()
    {
        using var folder = new TempFolder();
        BadRows.Create(Path.Combine(folder.FullName, "bad.csv"), ["a"]).Value.Dispose();
        Directory.EnumerateFileSystemEntries(folder.FullName).ShouldBeEmpty();
        BadRows.Create("/nowhere/bad.csv", ["a"]).Error!.Code.ShouldBe(TableErrors.Unreadable);
    }

    [Fact]
    public void RowErrors_CountAllAndKeepTheFirst()
    {
        var errors = new RowErrors(limit: 2);
        for (var row = 2; row < 12; row++)
        {
            errors.Add(row, "code", TableErrors.DateUnreadable, "x");
            errors.Add(row, TableErrors.Of(TableErrors.Ragged, row, 2, 3));
        }

        errors.Total.ShouldBe(20);
        errors.Rows.ShouldBe(10);
        errors.Shown.Count.ShouldBe(2);
        errors.Shown[0].Field.ShouldBe("code");
    }

    private static TableFile Open(string text) => TableFile.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), "t.csv").Value;
}
