using Fengqiao.Platform.PersonalData;

namespace Fengqiao.Platform.Tests.PersonalData;

public sealed class MaskTests
{
    [Theory]
    [InlineData("张三", "张*")]
    [InlineData("王小明", "王**")]
    [InlineData("欧阳娜娜", "欧***")]
    [InlineData("阿卜杜热依木·买买提", "阿***")]
    [InlineData("张", "*")]
    [InlineData("𠮷田", "𠮷*")]
    [InlineData("John Smith", "J***")]
    [InlineData(null, null)]
    public void Name(string? name, string? masked) => Mask.Name(name).ShouldBe(masked);

    [Theory]
    [InlineData("13800001234", "138****1234")]
    [InlineData("+86 138-0000-1234", "138****1234")]
    [InlineData("0575-87012345", "057*****2345")]
    [InlineData("87012345", "****45")]
    [InlineData("12345", "****")]
    [InlineData("call me", "****")]
    [InlineData("", "")]
    public void Phone(string phone, string masked) => Mask.Phone(phone).ShouldBe(masked);

    [Theory]
    [InlineData("330681199001011234", "330***********1234")]
    [InlineData("33068119900101123x", "330***********123X")]
    [InlineData("330681900101123", "330********1123")]
    [InlineData("E12345678", "*******78")]
    [InlineData("1234", "****")]
    public void IdNumber(string number, string masked) => Mask.IdNumber(number).ShouldBe(masked);

    [Theory]
    [InlineData("浙江省绍兴市诸暨市枫桥镇枫源村12号", "浙江省绍兴市诸暨市枫桥镇枫源村****")]
    [InlineData("诸暨市暨阳街道江东社区3幢201室", "诸暨市暨阳街道江东社区****")]
    [InlineData("诸暨市枫桥镇步森路12号望江新村3幢", "诸暨市枫桥镇****")]
    [InlineData("诸暨市大唐街道开元小区3幢", "诸暨市大唐街道****")]
    [InlineData("浙江省宁波市镇海区骆驼街道南二路5号", "浙江省宁波市镇海区骆驼街道****")]
    [InlineData("内蒙古自治区呼伦贝尔市陈巴尔虎旗", "内蒙古自治区呼伦贝尔市陈巴尔虎旗****")]
    [InlineData("枫桥镇步森路城市花园3幢", "枫桥镇****")]
    [InlineData("人民路12号", "****")]
    [InlineData("A3区联丰路米兰春天G2栋320", "****")]
    public void Address(string address, string masked) => Mask.Address(address).ShouldBe(masked);

    [Fact]
    public void Address_OfHostileLength_TakesNoTime() =>
        Mask.Address(new string('省', 100_000)).ShouldNotBeNull().Length.ShouldBeLessThan(200);

    [Theory]
    [InlineData("138 0000 1234", "13800001234")]
    [InlineData("+86-13800001234", "13800001234")]
    [InlineData("0086 13800001234", "13800001234")]
    [InlineData("8613800001234", "13800001234")]
    [InlineData("１３８００００１２３４", "13800001234")]
    [InlineData("(0575)8701 2345", "057587012345")]
    [InlineData("+86 575 8701 2345", "057587012345")]
    [InlineData("+86 10 1234 5678", "01012345678")]
    [InlineData("+86 400 123 4567", "4001234567")]
    [InlineData("12345", "12345")]
    [InlineData("+1 (212) 555-0100", "+12125550100")]
    [InlineData("1234", null)]
    [InlineData("1234567890123456", null)]
    [InlineData("138abc", null)]
    [InlineData("", null)]
    public void LookupPhone(string text, string? normalised) => LookupValue.Phone(text).ShouldBe(normalised);

    [Theory]
    [InlineData(" 330681 19900101 123x ", "33068119900101123X")]
    [InlineData("３３０６８１１９９００１０１１２３４", "330681199001011234")]
    [InlineData(" ", null)]
    public void LookupIdNumber(string text, string? normalised) => LookupValue.IdNumber(text).ShouldBe(normalised);
}
