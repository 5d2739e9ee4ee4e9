using Fengqiao.Platform.Search;

namespace Fengqiao.Cases.Tests.Domain;

public sealed class CharacterPairsTests
{
    [Theory]
    [InlineData("停车难", "停车 车难")]
    [InlineData("路灯，坏了", "路灯 坏了")]
    [InlineData("好好好", "好好")]
    [InlineData("A区ｂ１２", "a区 区b b1 12")]
    [InlineData("一", "")]
    [InlineData("，。！ ", "")]
    [InlineData(null, "")]
    public void Of_AText_GivesItsDistinctPairsFolded(string? text, string pairs) => CharacterPairs.Of(text).ShouldBe(pairs);

    [Fact]
    public void Of_SeveralTexts_DoesNotPairTheEndOfOneWithTheStartOfTheNext() => CharacterPairs.Of("路灯", "坏了").ShouldBe("路灯 坏了");

    [Theory]
    [InlineData("停车难 路灯", "停车难|路灯")]
    [InlineData("１２３号 Ａ座", "123号|a座")]
    [InlineData("难", "")]
    [InlineData("a-b 的", "")]
    [InlineData("%_'\"--AND OR", "and|or")]
    public void Terms_OfAQuery_AreItsFoldedRuns(string query, string terms) => string.Join('|', CharacterPairs.Terms(query)).ShouldBe(terms);

    /// <summary>Whatever two neighbouring characters somebody remembers, they are in the index.</summary>
    [Fact]
    public void Of_AnyTwoNeighbours_AreAmongThePairs()
    {
        const string text = "枫林镇溪口村3号楼东侧停车难";
        var pairs = CharacterPairs.Of(text).Split(' ');
        for (var i = 0; i + 1 < text.Length; i++)
        {
            pairs.ShouldContain(CharacterPairs.Terms(text.Substring(i, 2)).Single());
        }
    }
}
