using Fengqiao.Insight.Learning;

namespace Fengqiao.Insight.Tests;

/// <summary>Invented messages, ordinary and fraudulent, with some words in common so that there is something to tell apart.</summary>
internal static class FraudMessages
{
    public const string Service = "冒充客服类";
    public const string Loan = "虚假贷款";
    public const string Normal = "正常";

    private static readonly string[] Names = ["小李", "王姐", "阿明", "老周", "表哥", "同事", "张师傅", "房东", "妈妈", "队长"];
    private static readonly string[] Places = ["东门口", "菜场", "学校门口", "公司楼下", "车站", "村委会", "医院", "银行门口", "小店", "桥头"];

    private static readonly Dictionary<string, string[]> Sayings = new(StringComparer.Ordinal)
    {
        [Normal] = ["{0}，晚上七点在{1}碰头，别忘了带伞。", "{1}的快递到了，{0}你下班取一下。", "{0}，明天开会改到下午，在{1}集合。", "{1}今天停水，{0}记得接一桶。", "{0}，孩子放学我去{1}接。", "银行通知{0}：{1}网点周末照常营业。"],
        [Service] = ["{0}您好，我是平台客服，您在{1}买的商品质量有问题，请打开会议软件共享屏幕办理退款理赔。", "我是快递客服，{0}的包裹在{1}丢失，双倍理赔请按我说的操作屏幕。"],
        [Loan] = ["{0}，无抵押贷款当天放款，流水不足先到{1}交解冻费和保证金。", "低息贷款秒到账，{0}只要先付手续费，{1}也能办。"],
    };

    public static List<Example> Make(int normal, int ofKind, int seed = 1)
    {
        var dice = new Random(seed);
        return [.. Some(Normal, normal), .. Some(Service, ofKind), .. Some(Loan, ofKind)];

        IEnumerable<Example> Some(string label, int count) => Enumerable.Range(0, count).Select(n => new Example(
            $"{Names[dice.Next(Names.Length)]}{Words(dice)}：" + string.Format(System.Globalization.CultureInfo.InvariantCulture, Sayings[label][n % Sayings[label].Length], Names[dice.Next(Names.Length)], Places[dice.Next(Places.Length)]), label));
    }

    /// <summary>A few characters by chance, so that no two messages begin alike.</summary>
    private static string Words(Random dice) => string.Concat(Enumerable.Range(0, 6).Select(_ => (char)('\u4e00' + dice.Next(3000))));
}
