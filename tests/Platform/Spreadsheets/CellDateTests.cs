using System.Globalization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Spreadsheets;

namespace Fengqiao.Platform.Tests.Spreadsheets;

public sealed class CellDateTests
{
    private static readonly DateTime _now = new(2026, 3, 6, 1, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("2019/2/28 11:25:05", "2019-02-28T03:25:05Z")]
    [InlineData("2019-02-28", "2019-02-27T16:00:00Z")]
    [InlineData("2019.2.28", "2019-02-27T16:00:00Z")]
    [InlineData("2019.2.28 11:25", "2019-02-28T03:25:00Z")]
    [InlineData("2019年2月28日", "2019-02-27T16:00:00Z")]
    [InlineData("2019年2月28日11时25分", "2019-02-28T03:25:00Z")]
    [InlineData("2019年2月28日 11时", "2019-02-28T03:00:00Z")]
    [InlineData("2019年2月28日 11:25:05", "2019-02-28T03:25:05Z")]
    [InlineData("２０１９－０２－２８", "2019-02-27T16:00:00Z")]
    [InlineData("20190228", "2019-02-27T16:00:00Z")]
    [InlineData("20190228112505", "2019-02-28T03:25:05Z")]
    [InlineData("2019-02-28T11:25:05", "2019-02-28T03:25:05Z")]
    [InlineData("2019-02-28T11:25:05Z", "2019-02-28T11:25:05Z")]
    [InlineData("2019-02-28T11:25:05.5+08:00", "2019-02-28T03:25:05.5Z")]
    [InlineData("2019-02-28 11:25:05.123", "2019-02-28T03:25:05.123Z")]
    [InlineData("43524", "2019-02-27T16:00:00Z")]
    [InlineData("43524.5", "2019-02-28T04:00:00Z")]
    [InlineData("1988-07-01 12:00", "1988-07-01T03:00:00Z")]
    public void Parse_OfEachForm_IsTheInstantInUtc(string text, string expected)
    {
        var parsed = CellDate.Parse(text, CountyClock.China, _now).Value;
        parsed.ShouldBe(DateTime.Parse(expected, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal));
        parsed.Kind.ShouldBe(DateTimeKind.Utc);
    }

    [Theory]
    [InlineData("")]
    [InlineData("昨天")]
    [InlineData("2019-02-30")]
    [InlineData("2019-13-01")]
    [InlineData("28/02/2019")]
    [InlineData("0000-01-01")]
    [InlineData("0001-01-01")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31")]
    [InlineData("12345678901234567890")]
    [InlineData("1e5")]
    [InlineData("NaN")]
    [InlineData("5")]
    public void Parse_OfAnythingElse_IsRefused(string text) =>
        CellDate.Parse(text, CountyClock.China, _now).Error!.Code.ShouldBe(TableErrors.DateUnreadable);

    [Fact]
    public void Parse_AfterNow_IsInTheFuture()
    {
        CellDate.Parse("2026-03-06 09:00:00", CountyClock.China, _now).IsSuccess.ShouldBeTrue();
        CellDate.Parse("2026-03-06 09:00:01", CountyClock.China, _now).Error!.Code.ShouldBe(TableErrors.DateInFuture);
    }
}
