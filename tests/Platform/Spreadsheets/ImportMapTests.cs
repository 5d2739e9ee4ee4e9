using System.Text;
using Fengqiao.Platform.Spreadsheets;
using Fengqiao.TestKit;

namespace Fengqiao.Platform.Tests.Spreadsheets;

public sealed class ImportMapTests
{
    private static readonly string[] _allowed = ["externalId", "title", "description", "receivedAt", "reporter.externalId"];

    [Theory]
    [InlineData("{\"title\": \"标题\",\n \"titel\": \"x\"}", TableErrors.MapUnknownField)]
    [InlineData("{\"title\": 5}", TableErrors.MapNotText)]
    [InlineData("{\"title\": {\"a\": 1}}", TableErrors.MapNotText)]
    [InlineData("{\"title\": \"a\", \"title\": \"b\"}", TableErrors.MapRepeatedField)]
    [InlineData("{}", TableErrors.MapEmpty)]
    [InlineData("[]", TableErrors.MapNotText)]
    [InlineData("{\"title\": \"a\"", TableErrors.MapInvalid)]
    [InlineData("{\"title\": \"a\"} x", TableErrors.MapInvalid)]
    [InlineData("", TableErrors.MapInvalid)]
    public void Parse_OfAWrongMap_SaysWhatIsWrong(string json, string code) => Parse(json).Error!.Code.ShouldBe(code);

    [Fact]
    public void Parse_NamesLineAndAllowedFields()
    {
        Parse("{\n\"title\": \"a\",\n\"x\": \"b\",\n\"y\": \"c\"\n}").Error!.All.Select(e => e.Args[1]).ShouldBe([3, 4]);
        Parse("{\n\"title\": oops\n}").Error!.Args[0].ShouldBe(2L);
        Parse("{\"x\":\"b\"}").Error!.Args[2].ShouldBe(string.Join(", ", _allowed));
    }

    [Fact]
    public void Bind_WhenTheFileLacksANamedColumn_SaysWhichItHas()
    {
        using var table = TableFile.Open(new MemoryStream("留言主题,其他\n1,2\n"u8.ToArray()), "t.csv").Value;
        var map = Parse("\uFEFF{\"title\": \"留言主题\", \"description\": \"留言详情\"}").Value;
        var error = map.Bind(table).Error!;
        error.Code.ShouldBe(TableErrors.MissingColumn);
        error.Args.ShouldBe(["description", "留言详情", "留言主题, 其他"]);
    }

    [SharedDataFact("appeals-stream.csv")]
    public void Bind_OfTheRealMessages_ReadsEveryField()
    {
        var map = Parse("""{"externalId":"留言编号","title":"留言主题","description":"留言详情","receivedAt":"留言时间","reporter.externalId":"留言用户"}""").Value;
        using var table = TableFile.Open(SharedData.File("appeals-stream.csv")).Value;
        var bound = map.Bind(table).Value;
        table.Rows().Count(row => _allowed.All(field => bound[row, field] is not null)).ShouldBe(4326);
    }

    private static Kernel.Result<ImportMap> Parse(string json) => ImportMap.Parse(Encoding.UTF8.GetBytes(json), _allowed);
}
