using System.Globalization;
using Fengqiao.Host.Demo.Texts;

namespace Fengqiao.Host.Demo;

/// <summary>The words of one case: the same road, person or firm throughout its title, description and history.</summary>
/// <param name="speaker">What the person calls themselves: 我 where the words are their own, 来电人 where a clerk wrote them down.</param>
/// <param name="places">Names that are settled already, where others spoke of the same place.</param>
/// <param name="caller">Who reports, where that is settled already.</param>
internal sealed class Words(GridPlace grid, string category, Dice dice, DateTime localTime, string speaker, IReadOnlyDictionary<string, string>? places = null, PersonName? caller = null)
{
    /// <summary>Slots that name a place, a firm or an institution.</summary>
    private static readonly string[] PlaceSlots = ["小区", "楼", "路", "组", "地", "旁", "河", "学校", "厂", "工地", "物业", "公司", "培训", "店", "公交"];

    private readonly Dictionary<string, string> _said = places is null ? [] : new(places);
    private readonly PersonName _other = Names.Person(dice);

    public PersonName Reporter { get; } = caller ?? Names.Person(dice);

    /// <summary>Place names for a matter that several will speak of.</summary>
    public static Dictionary<string, string> PlacesOf(GridPlace grid, string category, Dice dice)
    {
        var words = new Words(grid, category, dice, default, "我");
        foreach (var slot in PlaceSlots)
            words.Word(slot);
        return words._said;
    }

    /// <summary>The other side, where <paramref name="text"/> speaks of one.</summary>
    public string? Respondent(string text)
    {
        if (text.Contains(_other.Surname + "某", StringComparison.Ordinal))
            return _other.Full;
        string[] firms = ["公司", "店", "厂", "物业", "培训"];
        return firms.Select(Said).FirstOrDefault(firm => firm is not null && text.Contains(firm, StringComparison.Ordinal));
    }

    /// <summary>Town, village and the place <paramref name="text"/> speaks of.</summary>
    public string Address(string text)
    {
        string[] spots = ["地", "小区", "组", "路"];
        var spot = spots.Select(Said).FirstOrDefault(spot => spot is not null && text.Contains(spot, StringComparison.Ordinal)) ?? Word("地");
        if (spot == Said("小区") && Said("楼") is { } building && text.Contains(building, StringComparison.Ordinal))
            spot += building;
        return grid.Village.Town.Name + grid.Village.Name + spot.Replace(grid.Village.Name, "", StringComparison.Ordinal);
    }

    /// <summary>Writes a sentence of the description, in the voice of the channel.</summary>
    public string Write(string pattern) => Phrase.Write(pattern, dice, Word);

    /// <summary>Writes several of <paramref name="patterns"/> and keeps what fits <paramref name="said"/> best.</summary>
    public string WriteFitting(IReadOnlyList<string> patterns, string said, int tries) =>
        Closeness.Closest(said, [.. Enumerable.Range(0, tries).Select(_ => Write(dice.Pick(patterns)))]);

    /// <summary>Writes a title, which has no voice.</summary>
    public string WriteTitle(string pattern) => Phrase.Write(pattern, dice, slot => slot switch
    {
        "我" => "本人",
        "我家" => "家中",
        "亲" => "家中老人",
        "亲人" => "家人",
        _ => Word(slot),
    });

    /// <summary>Writes a sentence of the history; <paramref name="at"/> is when it is written (local).</summary>
    public string WriteLater(string pattern, DateTime at, bool future) =>
        Phrase.Write(pattern, dice, slot => slot switch
        {
            "天前" => future ? dice.Pick(["明天上午", "后天", "本周内", "下周一", "两日内"]) : dice.Pick(["昨天", "今天上午", "前天下午", Date(at.AddDays(-1))]),
            "月" => future ? "下个月" : "本月",
            "我" or "我家" => "当事人",
            "亲" or "亲人" => "其家人",
            _ => Word(slot),
        });

    private string? Said(string slot) => _said.GetValueOrDefault(slot);

    private string Word(string slot)
    {
        if (!_said.TryGetValue(slot, out var word))
            _said[slot] = word = Make(slot);
        return word;
    }

    private string Make(string slot)
    {
        var (village, town) = (grid.Village, grid.Village.Town);
        return slot switch
        {
            "镇" => town.Name,
            "村" => village.Name,
            "组" => village.Urban ? dice.Pick(village.Estates) : dice.Pick(village.Hamlets),
            "小区" => dice.Pick(village.Estates),
            "楼" => $"{dice.Between(1, 28)}幢{dice.Pick(["", "1单元", "2单元", "3单元"])}",
            "路" => village.Urban ? dice.Pick(town.Roads) : dice.Pick([$"{town.Stem}至{village.Name}公路", $"{village.Name}村道", $"县道09{dice.Between(10, 39)}线", .. town.Roads[..2]]),
            "路二" => dice.Pick(town.Roads.Where(road => road != Said("路")).ToArray()),
            "地" => Spot(village),
            "旁" => village.Urban
                ? dice.Pick(["农贸市场", "公交站台", town.Hospital, "加油站", "文化广场", "老车站", "建设银行网点", "大桥头", "便民服务中心", "快递驿站", "药店门口", "菜鸟巷口", Word("学校")])
                : dice.Pick(["村口", "老祠堂", "晒谷场", "石桥头", "村委会门口", "古樟树下", "卫生室", "小卖部", "公交招呼站", "水库坝下", "茶厂", "老粮站"]),
            "河" => dice.Pick(town.Streams),
            "学校" => dice.Pick(town.Schools),
            "医院" => town.Hospital,
            "厂" => dice.Pick(town.Works),
            "工地" => dice.Pick(town.Sites),
            "景区" => town.Sight,
            "物业" => village.Property,
            "公司" => $"{dice.Pick(["澄", "岚", "恒", "浙", "宏", "众", "鼎"])}{dice.Pick(["越", "锋", "泰", "辉", "达", "耀", "盛"])}{dice.Pick(["建设", "装饰", "劳务", "商贸", "置业", "服饰", "科技"])}公司",
            "培训" => $"{dice.Pick(["启", "优", "卓", "明", "博"])}{dice.Pick(["航", "学", "思", "越", "文"])}{dice.Pick(["教育", "艺术培训", "职业培训"])}中心",
            "店" => ShopName(),
            "公交" => $"{dice.Between(1, 36)}路公交",
            "某" => _other.Surname + "某",
            "我" => speaker,
            "我家" => Word("我") == "我" ? "我家" : Word("我") + "家",
            "亲" => (Word("我") == "我" ? "我" : "其") + dice.Pick(["父亲", "母亲", "母亲", "岳父", "岳母", "公公", "婆婆"]),
            "亲人" => (Word("我") == "我" ? "我" : "其") + dice.Pick(["丈夫", "哥哥", "弟弟", "父亲", "姐夫", "儿子", "表弟"]),
            "天前" => DaysBefore(),
            "天" => dice.Pick(["昨天", "前天", "大前天", Date(localTime.AddDays(-dice.Between(3, 9)))]),
            "月" => MonthBefore(),
            "多久" => dice.Pick(["半个多月", "二十来天", "一个多月", "快两个月", "三个月", "小半年", "一个多星期", "十几天", "近一个月", "五六天"]),
            "久" => dice.Pick(["两年多", "三年", "一年半", "七八年", "一年多", "五年", "四年多"]),
            "夜" => dice.Pick(["每天夜里十一点以后", "晚上十点到凌晨两点", "每到后半夜", "连着几晚都到深夜", "每晚九点半以后", "一到周末晚上", "凌晨一两点"]),
            "早" => dice.Pick(["清晨五点多", "天刚亮", "早上不到六点", "一大早", "凌晨四点半"]),
            "事项" => dice.Pick(["抚养费按月支付", "老人轮流照料、费用均摊", "存款和房产的分割", "彩礼分两次退还", "每周探视一次"]),
            "交费" => dice.Pick(["还房贷", "付药费", "买化肥种子", "过日子"]),
            _ => throw new FormatException($"A sentence asks for an unknown word '{slot}'."),
        };
    }

    private string Spot(VillagePlaces village) => village.Urban
        ? dice.Chance(0.5) ? Word("小区") + dice.Pick([Word("楼"), "南门", "北门", "东侧", "地面停车场", "中心花园旁"])
            : $"{Word("路")}{dice.Between(2, 398)}号{dice.Pick(["", "门口", "附近", "对面"])}"
        : Word("组") + dice.Pick(["", $"{dice.Between(1, 96)}号", "村道旁", "桥头", "晒场边", "路口"]);

    private string ShopName() => dice.Pick(["阿", "老", "鑫", "福", "百", "小", "好", "悦", "聚"])
        + dice.Pick(["福", "香", "旺", "缘", "惠", "味", "客", "来", "乐"])
        + dice.Pick(Trades());

    private string[] Trades() => category switch
    {
        "010203" => ["超市", "大酒店", "药房"],
        "050403" => ["农资店", "农资经营部"],
        "060102" => ["烧烤店", "KTV", "酒吧", "大排档"],
        "060103" => ["服装店", "鞋店", "水果店"],
        "070101" => ["健身房", "美发店", "美容院", "游泳馆", "洗车行"],
        "070102" => ["数码店", "家居馆", "家电行", "布艺店"],
        "070202" => ["超市", "便利店", "副食店"],
        "070301" or "070303" => ["酒楼", "家电维修部", "农家乐", "KTV"],
        "070401" => ["家电行", "建材店", "建材城"],
        "070402" => ["电动车行"],
        "070403" => ["养生馆", "健康体验店"],
        "080403" => ["网咖", "网吧"],
        "040102" or "040403" => ["餐馆", "服装店", "美发店", "火锅店", "奶茶店"],
        _ => ["餐馆", "面馆", "小吃店", "烧烤店", "快餐店", "火锅店"],
    };

    private string DaysBefore()
    {
        var part = dice.Pick(["上午", "下午", "傍晚", "晚上", "中午"]);
        return dice.Between(1, 6) switch
        {
            1 => "昨天" + part,
            2 => "前天" + part,
            3 => "大前天" + part,
            4 => "这周" + "日一二三四五六"[(int)localTime.AddDays(-1).DayOfWeek] + part,
            5 => Date(localTime.AddDays(-dice.Between(3, 12))) + part,
            _ => Date(localTime.AddDays(-dice.Between(2, 9))),
        };
    }

    private string MonthBefore()
    {
        var month = localTime.AddMonths(-dice.Between(1, 9));
        var name = month.Month.ToString(CultureInfo.InvariantCulture) + "月";
        return month.Year < localTime.Year ? "去年" + name : dice.Pick(["今年" + name, name + "份", name]);
    }

    private static string Date(DateTime day) => string.Create(CultureInfo.InvariantCulture, $"{day.Month}月{day.Day}日");
}
