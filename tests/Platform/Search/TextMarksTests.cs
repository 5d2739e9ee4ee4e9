using Fengqiao.Platform.Search;

namespace Fengqiao.Platform.Tests.Search;

public sealed class TextMarksTests
{
    [Theory]
    [InlineData("小区停车难，停车", "停车", "小区[停车]难，[停车]")]
    [InlineData("１２３号楼ＷＩＦＩ", "123 wifi", "[１２３]号楼[ＷＩＦＩ]")]
    [InlineData("停车难停", "停车 车难", "[停车难]停")]
    [InlineData("三十㎡的房", "m2", "三十[㎡]的房")]
    [InlineData("没有这个词", "停车", "没有这个词")]
    [InlineData("", "停车", "")]
    [InlineData("𠮷野家停车", "停车", "𠮷野家[停车]")]
    [InlineData("<b>停车</b>", "停车", "<b>[停车]</b>")]
    public void Of_MarksEveryHitAsItIsWritten(string text, string query, string expected) =>
        Shown(TextMarks.Of(text, CharacterPairs.Terms(query))).ShouldBe(expected);

    [Theory]
    [InlineData("一二三四五六七八九十停车难甲乙丙丁戊己庚辛", "停车", 8, "…九十[停车]难甲乙丙…")]
    [InlineData("停车难甲乙丙丁戊己庚辛", "停车", 8, "[停车]难甲乙丙丁戊…")]
    [InlineData("甲乙丙丁戊己庚辛停车", "停车", 8, "…丙丁戊己庚辛[停车]")]
    [InlineData("短文停车", "停车", 8, "短文[停车]")]
    [InlineData("一二三四五六七八九十", "停车", 4, "一二三四…")]
    public void Snippet_ShowsTheFirstHitAndItsSurroundings(string text, string query, int length, string expected) =>
        Shown(TextMarks.Snippet(text, CharacterPairs.Terms(query), length)).ShouldBe(expected);

    [Fact]
    public void Snippet_WhereverItCuts_NeverHalvesACharacter()
    {
        var text = string.Concat(Enumerable.Repeat("𠮷", 20)) + "停车" + string.Concat(Enumerable.Repeat("𠮷", 20));
        for (var length = 4; length < 60; length++)
        {
            var shown = string.Concat(TextMarks.Snippet(text, ["停车"], length).Select(p => p.Text));
            shown.Index().ShouldAllBe(c => !char.IsSurrogate(c.Item) || char.IsSurrogatePair(shown, char.IsHighSurrogate(c.Item) ? c.Index : c.Index - 1));
        }
    }

    private static string Shown(IEnumerable<MarkedPiece> pieces) => string.Concat(pieces.Select(p => p.IsHit ? $"[{p.Text}]" : p.Text));
}
