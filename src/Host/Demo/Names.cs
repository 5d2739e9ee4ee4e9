namespace Fengqiao.Host.Demo;

/// <summary>Invented people. Any likeness to a living person is chance.</summary>
internal sealed record PersonName(string Surname, string Given, string Pinyin, bool Woman)
{
    public string Full => Surname + Given;

    public string Polite => Surname + (Woman ? "女士" : "先生");
}

internal static class Names
{
    private const string Surnames =
        "王wang 李li 张zhang 陈chen 周zhou 吴wu 徐xu 朱zhu 胡hu 郑zheng 何he 金jin 方fang 叶ye 潘pan 楼lou 傅fu 蒋jiang 应ying 章zhang 施shi 童tong 余yu 沈shen " +
        "杨yang 黄huang 林lin 赵zhao 俞yu 骆luo 邵shao 洪hong 钱qian 斯si 冯feng 詹zhan 姚yao 卢lu 丁ding 吕lv 汪wang 许xu 盛sheng 倪ni 夏xia 蔡cai 董dong 郭guo 祝zhu 龚gong";

    private const string MenGiven =
        "国guo 建jian 志zhi 伟wei 明ming 军jun 强qiang 峰feng 勇yong 斌bin 海hai 涛tao 林lin 根gen 松song 旺wang 庆qing 祥xiang 良liang 荣rong 华hua 平ping 飞fei 超chao " +
        "俊jun 浩hao 宇yu 泽ze 铭ming 恒heng 昌chang 富fu 水shui 土tu 法fa 杰jie 晨chen 凯kai 立li 方fang";

    private const string WomenGiven =
        "秀xiu 英ying 芳fang 丽li 娟juan 燕yan 红hong 霞xia 萍ping 玲ling 静jing 梅mei 兰lan 凤feng 珍zhen 爱ai 云yun 仙xian 菊ju 琴qin 敏min 洁jie 婷ting 雪xue 佳jia " +
        "欣xin 怡yi 晓xiao 慧hui 月yue 香xiang 巧qiao 素su 银yin 彩cai 蓉rong 露lu 瑶yao 思si 妍yan";

    private static readonly (string Sign, string Sound)[] AllSurnames = Read(Surnames);
    private static readonly (string Sign, string Sound)[] AllMen = Read(MenGiven);
    private static readonly (string Sign, string Sound)[] AllWomen = Read(WomenGiven);

    public static PersonName Person(Dice dice)
    {
        // Common surnames stand first and are drawn more often.
        var surname = AllSurnames[(int)(AllSurnames.Length * Math.Pow(dice.Next(), 1.5))];
        var woman = dice.Chance(0.46);
        var pool = woman ? AllWomen : AllMen;
        var first = dice.Pick(pool);
        if (dice.Chance(0.18))
            return new PersonName(surname.Sign, first.Sign, surname.Sound + first.Sound, woman);
        var second = dice.Pick(pool);
        if (second == first)
            second = pool[0] == first ? pool[1] : pool[0];
        return new PersonName(surname.Sign, first.Sign + second.Sign, surname.Sound + first.Sound + second.Sound, woman);
    }

    /// <summary>A mobile number of a block that is kept free of real ones in this data set: 199-0000-xxxx.</summary>
    public static string Phone(Dice dice) => $"1990000{dice.Between(0, 9999):0000}";

    private static (string Sign, string Sound)[] Read(string list) => [.. list.Split(' ').Select(item => (item[..1], item[1..]))];
}
