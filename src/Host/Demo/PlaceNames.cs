namespace Fengqiao.Host.Demo;

/// <summary>Invented names of towns, villages and what stands in them.</summary>
internal static class PlaceNames
{
    public const string County = "澄岚县";
    public const string CountyCode = "999901";

    /// <summary>The three streets around the county seat.</summary>
    public static readonly string[] Streets = ["岚阳", "望澄", "栖霁"];

    /// <summary>Towns, then townships.</summary>
    public static readonly string[] Towns = ["霁溪", "枕岚", "鹭汀", "云篁", "砚坞", "桐荫", "雁浔", "茗垟", "石霁", "泠川"];
    public static readonly string[] Townships = ["霜岭", "篁坞", "澜头"];

    private static readonly string[] Heads =
        ["上", "下", "前", "后", "东", "西", "大", "小", "里", "外", "竹", "松", "枫", "梅", "桐", "茶", "石", "云", "鹤", "莲", "横", "长", "双", "新", "樟", "柏", "杏", "白", "青", "金"];

    private static readonly string[] Tails =
        ["坞", "湾", "坪", "塘", "畈", "埠", "坑", "垄", "坂", "岙", "源", "墩", "渡", "岭脚", "泉", "蓬", "园", "桥头", "楼下", "田畈"];

    private static readonly string[] CommunityHeads =
        ["兰", "澜", "霞", "翠", "锦", "毓", "文", "景", "晴", "沁", "芳", "和", "槐", "映", "棠", "瑞", "清", "墨", "蕙", "澄"];

    private static readonly string[] CommunityTails = ["汀", "屏", "苑", "庭", "洲", "桥", "轩", "堤", "园", "巷", "台", "荷"];

    /// <summary>As many different village names as asked for, without the ending 村 or 社区.</summary>
    public static string[] Villages(int count, Dice dice) => Combine(Heads, Tails, count, dice);

    public static string[] Communities(int count, Dice dice) => Combine(CommunityHeads, CommunityTails, count, dice);

    private static string[] Combine(string[] heads, string[] tails, int count, Dice dice)
    {
        var all = heads.SelectMany(head => tails.Where(tail => !tail.StartsWith(head, StringComparison.Ordinal)).Select(tail => head + tail)).ToArray();
        dice.Shuffle(all);
        return all[..count];
    }
}
