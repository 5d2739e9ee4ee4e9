using System.Diagnostics;
using Fengqiao.Contracts.Insight;
using Fengqiao.Contracts.Organization;
using Fengqiao.Insight.Files;
using Fengqiao.Insight.Finding;
using Fengqiao.Kernel;
using Fengqiao.TestKit;
using Xunit.Abstractions;

namespace Fengqiao.Insight.Tests;

/// <summary>Who, where, when and how much in a text, and the numbers that should not stand in it.</summary>
public sealed class TextFinderTests(ITestOutputHelper output)
{
    private static readonly DateOnly Received = new(2026, 5, 20); // a Wednesday
    private static readonly TextFinder Finder = new(new Regions());

    [Theory]
    [InlineData("5月3日晚上开始", "5月3日", "2026-05-03")]
    [InlineData("从12月8号起", "12月8号", "2025-12-08")]
    [InlineData("2019年以来", "2019年", "2019-01-01/2019-12-31")]
    [InlineData("2024年6月交房", "2024年6月", "2024-06-01/2024-06-30")]
    [InlineData("2025-11-02签的合同", "2025-11-02", "2025-11-02")]
    [InlineData("昨天停水", "昨天", "2026-05-19")]
    [InlineData("上周五就报了修", "上周五", "2026-05-15")]
    [InlineData("本周一又来", "本周一", "2026-05-18")]
    [InlineData("上个月没发工资", "上个月", "2026-04-01/2026-04-30")]
    [InlineData("去年底停工", "去年底", "2025-11-01/2025-12-31")]
    [InlineData("五月三日", "五月三日", "2026-05-03")]
    [InlineData("２０２６年５月１日", "２０２６年５月１日", "2026-05-01")]
    public void When_IsFoundAndResolved(string text, string said, string value) => Only(text, FindKind.When).ShouldBe((said, value));

    [Theory]
    [InlineData("欠我三千五百元", "三千五百元", "3500")]
    [InlineData("押金3,500.50元不退", "3,500.50元", "3500.5")]
    [InlineData("一共两万零六百块钱", "两万零六百块钱", "20600")]
    [InlineData("货款120万元", "120万元", "1200000")]
    [InlineData("损失一百二十多万元", "一百二十多万元", "1200000")]
    public void Sum_IsFoundInYuan(string text, string said, string value) => Only(text, FindKind.Sum).ShouldBe((said, value));

    [Theory]
    [InlineData("小伙伴们二十多名农民工", "二十多名农民工", "20")]
    [InlineData("涉及300余户", "300余户", "300户")]
    [InlineData("我们15人都没拿到", "15人", "15")]
    public void People_AreCounted(string text, string said, string value) => Only(text, FindKind.People).ShouldBe((said, value));

    [Theory]
    [InlineData("请宏远建筑工程有限公司", "宏远建筑工程有限公司", FindKind.Organisation)]
    [InlineData("我找过派出所", "派出所", FindKind.Organisation)]
    [InlineData("向县人社局投诉", "县人社局", FindKind.Organisation)]
    [InlineData("丽发新城旁边", "丽发新城", FindKind.Place)]
    [InlineData("家在溪口村三组", "溪口村", FindKind.Place)]
    public void Names_AreFound(string text, string name, FindKind kind) => Only(text, kind).ShouldBe((name, name));

    [Theory]
    [InlineData("11010519491231002X", "identity", "110***********002X")]
    [InlineData("13800001234", "mobile", "138****1234")]
    [InlineData("138 0000 1234", "mobile", "138 **** 1234")]
    [InlineData("１３８００００１２３４", "mobile", "１３８****１２３４")]
    [InlineData("0737-8888666", "telephone", "073*-***8666")]
    [InlineData("6222020200112230006", "bank-card", null)]
    [InlineData("湘A12345", "plate", "湘A****5")]
    [InlineData("wang.er@example.com", "mail", "wan****@*******.com")]
    public void Number_IsFlaggedAndMasked(string number, string kind, string? masked)
    {
        var text = $"请联系我：{number}，谢谢";
        var found = Finder.Find(text, Received).Where(f => f.Kind == FindKind.Number).ToList();
        if (kind == "bank-card" && found.Count == 0)
        {
            // Its check digit is wrong, so it is no card.
            return;
        }

        var find = found.ShouldHaveSingleItem();
        (text.Substring(find.Start, find.Length), find.Value).ShouldBe((number, kind));
        if (masked is not null)
        {
            Finder.MaskNumbers(text).ShouldBe($"请联系我：{masked}，谢谢");
        }
    }

    [Theory]
    [InlineData("第一人民医院的医生")]
    [InlineData("工单号20260520123456789012")]
    [InlineData("110105194912310021")] // the check digit does not fit
    [InlineData("一起去，一个人也没有，结局很坏，出厂设置")]
    [InlineData("13月40日，2026年13月")]
    public void WhatOnlyLooksLikeIt_IsNoNumberSumOrCount(string text) =>
        Finder.Find(text, Received).Where(f => f.Kind is FindKind.Number or FindKind.Sum or FindKind.People || (f.Kind == FindKind.When && f.Value.Length == 10)).ShouldBeEmpty();

    /// <summary>Whatever is thrown together: passages lie in the text, never overlap, say the same in full width, and masking keeps the length and is done once.</summary>
    [Fact]
    public void Finds_OfAnyText_LieInIt_AndDoNotOverlap()
    {
        string[] pieces = ["5月3日", "昨天", "三千五百元", "二十多名农民工", "宏远有限公司", "溪口村", "13800001234", "11010519491231002X", "，", " ", "的", "abc", "12", "元", "人", "局", "年", "月", "万", "😀", "\n", "０１"];
        var dice = new Random(11);
        for (var i = 0; i < 3000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, dice.Next(1, 30)).Select(_ => pieces[dice.Next(pieces.Length)]));
            var finds = Finder.Find(text, Received);
            var end = 0;
            foreach (var find in finds)
            {
                find.Start.ShouldBeGreaterThanOrEqualTo(end, text);
                end = find.Start + find.Length;
                find.Length.ShouldBeGreaterThan(0);
                find.Value.ShouldNotBeEmpty();
            }

            end.ShouldBeLessThanOrEqualTo(text.Length);
            var masked = Finder.MaskNumbers(text);
            (masked.Length, Finder.MaskNumbers(masked)).ShouldBe((text.Length, masked));
            var wide = string.Concat(text.Select(c => c is >= '!' and <= '~' ? (char)(c - '!' + '！') : c));
            Finder.Find(wide, Received).Select(f => (f.Kind, f.Start, f.Length)).ShouldBe(finds.Select(f => (f.Kind, f.Start, f.Length)), text);
        }
    }

    [Fact]
    public void HostileTexts_AreReadInTime()
    {
        var watch = Stopwatch.StartNew();
        foreach (var text in new[] { "", new string('1', 1_000_000), new string('年', 1_000_000), string.Concat(Enumerable.Repeat("三千", 300_000)), string.Concat(Enumerable.Repeat("a@", 300_000)), string.Concat(Enumerable.Repeat("公司", 300_000)), "\0\uD800" })
        {
            Finder.Find(text, Received).ShouldNotBeNull();
            Finder.MaskNumbers(text).Length.ShouldBe(text.Length);
        }

        // No measure of speed: a text that took minutes would have been hostile with success.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2));
    }

    /// <summary>50 messages, every passage of which one reader marked before seeing what is found (docs/insight/find-labels.csv: ids and places in the text only).</summary>
    [SharedDataFact("appeals-stream.csv")]
    public void Finds_OfMessagesAReaderMarked_AreMostlyThose()
    {
        var texts = HotFile.Read(SharedData.File("appeals-stream.csv")).Value.DistinctBy(t => t.Id).ToDictionary(t => t.Id, StringComparer.Ordinal);
        var marks = File.ReadLines(Path.Combine(Repository.Root, "docs", "insight", "find-labels.csv")).Skip(1).Select(l => l.Split(','))
            .ToLookup(l => l[0], l => (Kind: l[1], Start: int.Parse(l[2], System.Globalization.CultureInfo.InvariantCulture), Length: int.Parse(l[3], System.Globalization.CultureInfo.InvariantCulture)), StringComparer.Ordinal);
        marks.Count.ShouldBe(50);
        foreach (var (kind, precision, recall) in new[] { (FindKind.When, 0.95, 0.85), (FindKind.Sum, 0.95, 0.6), (FindKind.People, 0.95, 0.6), (FindKind.Place, 0.8, 0.65), (FindKind.Organisation, 0.85, 0.7) })
        {
            var (found, right, marked, met) = (0, 0, 0, 0);
            foreach (var message in marks)
            {
                var finds = Finder.Find(texts[message.Key].Text.Trim(), Received).Where(f => f.Kind == kind).ToList();
                var wanted = message.Where(m => m.Kind == kind.ToString()).ToList();
                found += finds.Count;
                marked += wanted.Count;
                right += finds.Count(f => wanted.Exists(m => m.Start < f.Start + f.Length && f.Start < m.Start + m.Length));
                met += wanted.Count(m => finds.Exists(f => m.Start < f.Start + f.Length && f.Start < m.Start + m.Length));
            }

            output.WriteLine($"{kind}: {right} of {found} right, {met} of {marked} found");
            ((double)right / found).ShouldBeGreaterThanOrEqualTo(precision, kind.ToString());
            ((double)met / marked).ShouldBeGreaterThanOrEqualTo(recall, kind.ToString());
        }
    }

    [Fact]
    public void ChineseNumber_OfAnyNumber_ReadsItAgain()
    {
        var dice = new Random(3);
        foreach (var number in Enumerable.Range(1, 2000).Concat(Enumerable.Range(0, 2000).Select(_ => dice.Next(1, int.MaxValue))))
        {
            ChineseNumber.Read(Written(number)).ShouldBe(number, Written(number));
        }

        ChineseNumber.Read("三千五").ShouldBe(3500);
        ChineseNumber.Read("一二三").ShouldBeNull();
        ChineseNumber.Read("万").ShouldBeNull();
    }

    /// <summary>As a clerk writes it, group by group of four places.</summary>
    private static string Written(long number)
    {
        string[] sizes = ["", "万", "亿"];
        var text = "";
        for (var group = 0; number > 0; group++, number /= 10_000)
        {
            var part = Group((int)(number % 10_000));
            var needsZero = number / 10_000 > 0 && number % 10_000 is > 0 and < 1000;
            text = (part.Length > 0 ? (needsZero ? "零" : "") + part + sizes[group] : "") + text;
        }

        return text;
    }

    private static string Group(int number)
    {
        const string digits = "零一二三四五六七八九";
        string[] places = ["", "十", "百", "千"];
        var (text, wasZero) = ("", false);
        for (var place = 3; place >= 0; place--)
        {
            var digit = number / (int)Math.Pow(10, place) % 10;
            if (digit == 0)
            {
                wasZero = text.Length > 0;
                continue;
            }

            text += (wasZero ? "零" : "") + digits[digit] + places[place];
            wasZero = false;
        }

        return text;
    }

    private static (string Said, string Value) Only(string text, FindKind kind)
    {
        var find = Finder.Find(text, Received).Where(f => f.Kind == kind).ShouldHaveSingleItem();
        return (text.Substring(find.Start, find.Length), find.Value);
    }

    private sealed class Regions : IRegionDirectory
    {
        private static readonly RegionInfo Whole = new(RegionCode.Parse("339901"), "溪山县", null, null);
        private static readonly RegionInfo Town = new(RegionCode.Parse("339901101"), "枫林镇", null, null);
        private static readonly RegionInfo Village = new(RegionCode.Parse("339901101201"), "溪口村", null, null);

        public RegionInfo? County => Whole;

        public RegionInfo? Find(RegionCode code) => null;

        public IReadOnlyList<RegionInfo> Children(RegionCode code) => code == Whole.Code ? [Town] : code == Town.Code ? [Village] : [];

        public string PathOf(RegionCode code) => "";

        public RegionInfo? GridAt(double longitude, double latitude) => null;

        public RegionInfo? FromAddress(string address) => null;
    }
}
