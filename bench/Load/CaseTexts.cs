using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Fengqiao.Bench.Load;

/// <param name="Latitude">Of a point in some grid of the county.</param>
internal readonly record struct Place(double Longitude, double Latitude);

/// <summary>Bodies of <c>POST /api/v1/cases</c>: invented matters of about two hundred characters, no two alike. Thread-safe.</summary>
internal sealed class CaseTexts(IReadOnlyList<Place> places, string run)
{
    private static readonly string[] Surnames = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙"];
    private static readonly string[] Given = ["建国", "秀英", "志强", "桂兰", "文斌", "晓燕", "海涛", "玉珍", "国庆", "丽华"];
    private static readonly string[] Streets = ["人民路", "解放街", "滨河东路", "学府巷", "青石弄", "环城南路", "建设大道", "桃源新村"];

    private static readonly string[] Matters =
    [
        "楼下烧烤店夜间营业到凌晨两点，油烟和噪声使整栋楼无法休息，老人血压升高，孩子第二天上学没有精神",
        "小区电梯连续三周反复停运，十六楼的住户每天爬楼，物业称等待配件，却说不出到货的日期，也没有临时办法",
        "工地结束已经四个月，包工头仍拖欠二十三名工人的工资，每次打电话都说甲方没有付款，年关将近，大家生活困难",
        "路口的下水井盖破损，雨天积水看不见坑，已经有两位骑电动车的居民摔倒受伤，附近学校的学生每天要从这里经过",
        "两户人家因宅基地边界和排水沟走向争执多年，近日又发生推搡，村里调解过两次都没有达成协议，担心矛盾激化",
        "自来水从上周开始发黄并有异味，烧开后仍有沉淀，水务公司来人看过一次，说管网冲洗，但一直没有明显好转",
    ];

    private static readonly string[] Wishes =
    [
        "请有关部门尽快到现场核实情况，给出明确的处理时间和负责人，并把结果告诉我们。",
        "希望镇里牵头召集各方当面协商，把责任说清楚，避免事情拖到以后更难解决。",
        "我们愿意配合调查并提供照片和证人，只要求依法依规处理，不要再互相推诿。",
    ];

    private int _count;

    /// <summary>How many were made.</summary>
    public int Count => _count;

    /// <summary>A key no other request of this run has.</summary>
    public string Key(int number) => string.Create(CultureInfo.InvariantCulture, $"{run}-{number}");

    public (string Json, int Number) Next()
    {
        var n = Interlocked.Increment(ref _count);
        var random = new Random(n);
        var street = Pick(Streets);
        var house = random.Next(1, 400);
        var place = places[random.Next(places.Count)];
        var matter = Pick(Matters);
        var body = new
        {
            title = string.Create(CultureInfo.InvariantCulture, $"{street}{house}号反映：{matter[..18]}（第{n}件）"),
            description = string.Create(CultureInfo.InvariantCulture,
                $"本人住在{street}{house}号{random.Next(1, 30)}幢{random.Next(101, 1800)}室。{matter}。此前曾于{random.Next(1, 13)}月{random.Next(1, 28)}日向社区反映，登记编号{n}，"
                + $"工作人员答复会转给相关单位，至今没有人联系。另外，{Pick(Matters)}，周边住户意见很大。{Pick(Wishes)}"),
            channel = "hotline",
            location = new { latitude = place.Latitude, longitude = place.Longitude, address = string.Create(CultureInfo.InvariantCulture, $"{street}{house}号") },
            reporter = new { name = Pick(Surnames) + Pick(Given), phone = string.Create(CultureInfo.InvariantCulture, $"139{random.Next(100_000_000):D8}"), anonymous = false, secret = false },
        };
        return (JsonSerializer.Serialize(body, Json.Plain), n);

        string Pick(string[] from) => from[random.Next(from.Length)];
    }

    /// <summary>A file of messages for <c>import cases</c>, with the columns of the real one.</summary>
    public void WriteCsv(string file, int rows)
    {
        using var writer = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        writer.WriteLine("留言编号,留言用户,留言主题,留言时间,留言详情,反对数,点赞数");
        for (var i = 0; i < rows; i++)
        {
            using var made = JsonDocument.Parse(Next().Json);
            var text = made.RootElement;
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"G{run}{i},U{i % 2000},{text.GetProperty("title")},2024/{(i % 12) + 1}/{(i % 28) + 1} {i % 24}:{i % 60:D2}:00,{text.GetProperty("description")},0,{i % 9}"));
        }
    }
}

internal static class Json
{
    /// <summary>Chinese as itself rather than as escapes, as browsers send it.</summary>
    public static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
