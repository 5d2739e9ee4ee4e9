using System.Text.Json;
using FsCheck.Fluent;

namespace Fengqiao.Kernel.Tests;

public sealed class RegionCodeTests
{
    [Theory]
    [InlineData("33", RegionLevel.Province)]
    [InlineData("3306", RegionLevel.City)]
    [InlineData("330681", RegionLevel.County)]
    [InlineData("330681001", RegionLevel.Town)]
    [InlineData("330681001004", RegionLevel.Village)]
    [InlineData("370102007002002", RegionLevel.Grid)]
    [InlineData("3701020070020", RegionLevel.Grid)]
    [InlineData("37010200700200201", RegionLevel.Grid)]
    [InlineData("370102007002002011", RegionLevel.Grid)]
    public void Parse_WhenLengthIsKnown_TellsLevel(string text, RegionLevel level)
    {
        var code = RegionCode.Parse(text);
        code.Level.ShouldBe(level);
        code.Value.ShouldBe(text);
        code.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("3")]
    [InlineData("330")]
    [InlineData("33068")]
    [InlineData("3306810")]
    [InlineData("33068100100")]
    [InlineData("3306810010040020111")]
    [InlineData("33068a")]
    [InlineData("-30681")]
    [InlineData("33 681")]
    [InlineData("３３０６８１")]
    [InlineData("٣٣")]
    public void Parse_WhenTextIsNoCode_Refuses(string? text)
    {
        RegionCode.TryParse(text, out var code).ShouldBeFalse();
        code.ShouldBe(default);
        Should.Throw<FormatException>(() => RegionCode.Parse(text!));
    }

    [Fact]
    public void Parse_WhenBlanksSurround_IgnoresThem() => RegionCode.Parse(" 330681\t").Value.ShouldBe("330681");

    [Theory]
    [InlineData("330681001004002", "330681001004")]
    [InlineData("33068100100400201", "330681001004")]
    [InlineData("330681001004", "330681001")]
    [InlineData("330681001", "330681")]
    [InlineData("330681", "3306")]
    [InlineData("3306", "33")]
    [InlineData("33", null)]
    public void Parent_IsOneLevelUp(string code, string? parent) => (RegionCode.Parse(code).Parent?.Value).ShouldBe(parent);

    [Fact]
    public void Parent_WhenProvince_IsNull() => RegionCode.Parse("33").Parent.ShouldBeNull();

    [Theory]
    [InlineData(RegionLevel.Province, "33")]
    [InlineData(RegionLevel.City, "3306")]
    [InlineData(RegionLevel.County, "330681")]
    [InlineData(RegionLevel.Town, "330681001")]
    [InlineData(RegionLevel.Village, null)]
    [InlineData(RegionLevel.Grid, null)]
    public void At_IsAncestorOrSelf_NullWhenTooWide(RegionLevel level, string? expected) =>
        (RegionCode.Parse("330681001").At(level)?.Value).ShouldBe(expected);

    [Fact]
    public void Default_IsHarmless()
    {
        RegionCode none = default;
        var province = RegionCode.Parse("33");
        none.Value.ShouldBe("");
        none.ToString().ShouldBe("");
        none.IsEmpty.ShouldBeTrue();
        province.IsEmpty.ShouldBeFalse();
        none.Level.ShouldBe(RegionLevel.Grid);
        none.Parent.ShouldBeNull();
        none.At(RegionLevel.Grid).ShouldBeNull();
        none.Contains(province).ShouldBeFalse();
        none.Contains(none).ShouldBeFalse();
        province.Contains(none).ShouldBeFalse();
        none.Range.ShouldBe(("", ""));
        none.CompareTo(province).ShouldBeLessThan(0);
        none.ShouldNotBe(province);
    }

    [Theory]
    [InlineData("330681000000", "330681")]
    [InlineData("330681001000", "330681001")]
    [InlineData("330681001004", "330681001004")]
    [InlineData("330681001004000", "330681001004")]
    [InlineData("330600000000", "3306")]
    [InlineData("330600", "3306")]
    [InlineData("330000", "33")]
    [InlineData("330000000000", "33")]
    [InlineData("330681", "330681")]
    [InlineData("441900003000", "441900003")]
    [InlineData("441900000000", "4419")]
    public void ParsePadded_DropsTrailingZeroGroups(string text, string expected)
    {
        RegionCode.TryParsePadded(text, out var code).ShouldBeTrue();
        code.Value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("000000000000")]
    [InlineData("00")]
    [InlineData("3306810000")]
    [InlineData(null)]
    public void ParsePadded_WhenNothingIsLeft_Refuses(string? text)
    {
        RegionCode.TryParsePadded(text, out var code).ShouldBeFalse();
        code.ShouldBe(default);
    }

    [Theory]
    [InlineData("330681", "330682")]
    [InlineData("330689", "33069")]
    [InlineData("3399", "34")]
    [InlineData("99", "9999999999999999999")]
    public void Range_EndsAtNextDigitString(string code, string to) => RegionCode.Parse(code).Range.ShouldBe((code, to));

    [Fact]
    public void Range_EqualsContainment() =>
        Prop.ForAll(Generators.CodePairs, pair =>
        {
            var (from, to) = pair.Outer.Range;
            var inRange = string.CompareOrdinal(pair.Inner.Value, from) >= 0 && string.CompareOrdinal(pair.Inner.Value, to) < 0;
            return inRange == pair.Outer.Contains(pair.Inner) && to.All(char.IsAsciiDigit);
        }).Check(2000);

    [Fact]
    public void Contains_EqualsPrefix() =>
        Prop.ForAll(Generators.CodePairs, pair =>
            pair.Outer.Contains(pair.Inner) == pair.Inner.Value.StartsWith(pair.Outer.Value, StringComparison.Ordinal)).Check(2000);

    [Fact]
    public void Parent_ContainsItsChildAndIsItsAncestor() =>
        Prop.ForAll(Generators.Codes, code =>
            code.Parent is { } parent
                ? parent.Contains(code) && !code.Contains(parent) && parent.Level == code.Level - 1 && code.At(parent.Level) == parent
                : code.Level == RegionLevel.Province).Check(1000);

    [Fact]
    public void Compare_PutsPlacesBeforeWhatTheyContain() =>
        Prop.ForAll(Generators.CodePairs, pair =>
            !pair.Outer.Contains(pair.Inner) || pair.Outer == pair.Inner || pair.Outer < pair.Inner).Check(1000);

    [Fact]
    public void Operators_AgreeWithCompareTo() =>
        Prop.ForAll(Generators.CodePairs, pair =>
        {
            var (a, b) = pair;
            var order = a.CompareTo(b);
            return (a < b, a <= b, a > b, a >= b) == (order < 0, order <= 0, order > 0, order >= 0);
        }).Check(500);

    [Fact]
    public void Json_IsAStringAndBack()
    {
        var place = new Dictionary<string, RegionCode> { ["a"] = RegionCode.Parse("330681"), ["b"] = default };
        var json = JsonSerializer.Serialize(place);
        json.ShouldBe("""{"a":"330681","b":null}""");
        JsonSerializer.Deserialize<Dictionary<string, RegionCode>>(json).ShouldBe(place);
    }

    [Theory]
    [InlineData("330681")]
    [InlineData("\"33068\"")]
    [InlineData("{}")]
    public void Json_WhenNoCode_Throws(string json) => Should.Throw<JsonException>(() => JsonSerializer.Deserialize<RegionCode>(json));
}
