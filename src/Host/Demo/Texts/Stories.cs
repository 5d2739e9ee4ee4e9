namespace Fengqiao.Host.Demo.Texts;

/// <summary>What people add to the bare fact, whatever it is about: the day, earlier attempts, their own circumstances. Notation: <see cref="Phrase"/>.</summary>
internal static class Stories
{
    /// <summary>A second call about one's own matter.</summary>
    public static readonly string[] Again =
    [
        "[上次|{天前}]反映过[这件事|同一个问题]，[编号还留着|当时说会处理]，", "[前一阵|上个月]打过[一次电话|热线]，[回访时说解决了|说是转给了部门]，[可是|结果]", "[第二次|再次]反映：", "[之前反映后好了几天|上回来人看过]，[现在又|如今还是老样子，]",
        "[按上次答复等了{3-20}天|说好的期限过了]，[没有动静|一直没见人]，", "[先谢谢上次来的师傅|上次的处理我是认可的]，不过[问题又出来了|没过多久又犯]：",
    ];

    /// <summary>One of many about the same matter.</summary>
    public static readonly string[] Neighbour =
    [
        "[看到群里都在反映|邻居也打过电话]，我也说一下：", "[我们这一片|整栋楼]都[受影响|有意见]，", "[不止我一个人反映了吧|相信已经有人说过]，", "[和前面邻居说的是同一件事|同一个地方]：", "", "",
    ];

    public static string[] Sky(Weather weather) => weather switch
    {
        Weather.Storm => ["[昨夜一场大雨|这两天暴雨]，[情况更糟了|看着越来越悬]。", "雨[下得睁不开眼|一阵大过一阵]，[现场没法站人|请注意安全]。", "[台风还没过|气象说还有雨]，[怕要出事|等不得了]。"],
        Weather.Rain => ["[雨一下|连着几天阴雨]，[更不像样|走都走不了]。", "[今天又下雨|地上湿滑]，[老人不敢出门|骑车的摔了一个]。"],
        Weather.Heat => ["[这几天三十八九度|大热天]，[谁受得了|老人都要中暑]。", "天[热得柏油路发软|闷得喘不过气]，[实在等不起|一刻也难熬]。", "[高温天|三伏天里]，[味道更冲|小孩整夜哭]。"],
        Weather.Cold => ["[夜里零下好几度|霜打得发白]，[老人冻得直哆嗦|水龙头都结了冰]。", "[冷空气来了|天寒地冻]，[这样下去怎么过|请快一点]。"],
        _ => [],
    };

    /// <summary>What was tried before. Not for emergencies.</summary>
    public static readonly string[] History =
    [
        .. Phrases.History, "~{月}曾经[处理过一次|有人来登记]，[管了没几天|只是拍了照片]，[如今更厉害|事情还摆在那里]。",
        "[去过{村}两趟|找过网格员]，[一趟人不在，一趟说要开会研究|登记了名字就没下文]。", "[微信群里@过几回|在业主群说过]，[没人接话|管理员把话题岔开了]。", "[前任的人说行|换了个人]，[现在的人说不知道|又要从头说起]。",
        "{月}[签过一份说明|开过一次会]，[纸上写得清清楚楚|大家都在场]，[如今谁也不提|翻脸不认]。", "~[自己花钱弄过一回|邻居凑钱修过]，[用了不到一个月|治不了根]。", "[起初以为过几天就好|想着忍忍算了]，[哪知道越来越厉害|一忍就是{多久}]。",
    ];

    public static readonly string[] Circumstances =
    [
        "家里[有个刚满月的孩子|有高考的学生|老人做过手术]，[实在经不起|受影响最大]。", "~[一天要走四趟|每天上下班都要经过]，[绕路得多走二十分钟|没有别的路]。", "[我们是外来打工的|租房住在这里]，[不懂这边的规矩|也不知道该问谁]。",
        "[小店就靠这点生意|一家人都指着它]，[这个月少了一半|房租都要交不上了]。", "[我上夜班|我开出租]，[白天要补觉|一耽搁就是一天的钱]。", "[不是要为难谁|大家乡里乡亲]，[把事办好就行|只是想讨个说法]。", "[楼上楼下二十几户|附近几家店]都[可以作证|愿意一起签字]。",
    ];

    public static readonly string[] Evidence =
    [
        "[手里有照片和录像|现场照片已拍好|相关凭证都保留着]，[需要可以提供|可以随时送来]。", "[拍了视频|录了音]，[时间地点都在上面|一共{2-9}段]。", "~[附近有监控|门口小店的探头对着]，[调一下就清楚|应该都拍到了]。", "[发票和转账记录都在|合同原件在家]，[可以拿来核对|复印件已备好]。",
    ];

    /// <summary>How the orderly put their wishes; the two slots are wishes of the category.</summary>
    public static readonly string[] Demands = ["一是{愿一}；二是{愿二}；三是[请明确责任单位|请告知办理期限|事后请派人复查]。", "诉求：1.{愿一}；2.{愿二}；3.[书面答复|回访时请说明依据]。", "故请求：（一）{愿一}；（二）{愿二}。"];

    /// <summary>Few words for those who use few.</summary>
    public static readonly string[] ShortWishes = ["[请派人看看|麻烦处理一下|来个人修修吧|盼解决]。", "[请处理|请核实|请尽快]。", "[什么时候能好|有没有人管]？", "[报备一下|提醒一声]，[请安排|请留意]。"];
}
