namespace Fengqiao.Host.Demo.Texts;

/// <summary>How somebody tells a matter: who holds the pen, and in what temper. Notation: <see cref="Phrase"/>.</summary>
/// <param name="Speaker">What the person is called in the text.</param>
/// <param name="Openings">Before the fact; may be empty.</param>
/// <param name="Asides">What slips in between.</param>
/// <param name="Endings">The last words.</param>
/// <param name="Brevity">Above 1 tends to say it in few words, below 1 in many.</param>
internal sealed record Voice(string Speaker, string[] Openings, string[] Asides, string[] Endings, double Brevity);

internal static class Voices
{
    private static readonly string[] CivilEndings = ["[盼复|盼回复|等候答复]。", "[谢谢|多谢|辛苦了]。", "[恳请重视|望予重视]，感谢！", "[请把处理结果告诉我们一声|处理完请回个电话]。", "[相信政府会管|希望这次能有个结果]。", ""];

    /// <summary>An operator sums up a call.</summary>
    private static readonly Voice Operator = new("来电人",
        ["来电反映：", "来电人称，", "市民来电：", "{来电称呼}来电反映，", "{来电称呼}致电热线称，", "来电人[家住{村}|系{村}居民|是附近住户]，称", "[上午|下午|晚间]来电，"],
        ["[通话中情绪较激动，已安抚|来电人语速较快，地点已核对两遍]。", "[来电人愿意到现场指认|可提供照片]。", "[来电人希望对其信息保密|不希望让对方知道是谁反映的]。", "[已告知办理时限|已说明将转相关部门]。"],
        ["[联系电话保持畅通|白天晚上都可以联系]。", "[工作人员来之前请先打电话|需要到场请提前联系]。", "[白天上班不便接听，请{午后}联系|下午五点后方便接电话]。", "[请核实处理|请协调解决]并回复。", ""], 1);

    /// <summary>The recording of a call, written out word for word.</summary>
    private static readonly Voice Transcript = new("我",
        ["（录音转写）喂，你好，[我反映个事|我问一下啊]，", "（录音转写）哎，[同志|小姐|师傅]你好，", "（录音转写）喂，是[综治中心|服务热线]吧？[我是{村}的|我住{村}这边]，", "（录音转写）你好你好，[这个事我讲一下|我长话短说]，"],
        ["你听我讲完啊。", "[真的|讲真的]，[不是我一家这样|不是我多事]。", "~[就是那个|喏，就是]{旁}[边上|过去一点]，[你们一问就知道|都晓得的]。", "[我也不懂该找谁|人家叫我打你们这个电话的]。", "[哎呀|唉]，[讲起来就来气|讲了好多遍了]。", "[喂？听得到吧？|信号不好啊，我大声点。]"],
        ["[好，好，那麻烦你了啊|行，那我等你们消息]。", "[你给我记上啊|单子给我开一个]，[谢谢啊|麻烦了]。", "那[大概几天有回音|什么时候来人]？[好的好的|行吧]。", ""], 0.8);

    /// <summary>A clerk at the window.</summary>
    private static readonly Voice Window = new("来访人",
        ["{来电称呼}到[中心窗口|接待大厅|综合窗口]反映：", "来访人[自述|陈述]，", "[{村}|{镇}]{来电称呼}来访，称", "来访人[带着材料|由家人陪同|拄着拐杖]到窗口，反映", "{来电称呼}等{2-6}人来访，称"],
        ["[来访人提交照片{2-9}张、材料一份|现场出示了手机视频]。", "[来访人听力不好，由工作人员代写|来访人不识字，口述后按印确认]。", "[接待时情绪平稳|谈到此处落泪，工作人员倒水劝慰]。"],
        ["[来访人要求书面答复|来访人希望当面协调]。", "[已出具接待回执|已告知可凭编号查询]。", ""], 0.9);

    /// <summary>Somebody who writes as one speaks, on a telephone's small screen.</summary>
    private static readonly Voice Short = new("我",
        ["", "", "你好，", "求助：", "反映一下，", "问下，"],
        ["[有图|照片已传|视频太大传不上]。", "[离谱|无语]。", "~[就在{旁}|位置发在定位里了]。"],
        ["[求解决|在线等|速度]！", "[有人管吗|归谁管]？", "谢谢", ""], 2.2);

    private static readonly Voice Polite = new("我",
        ["您好，", "[领导|工作人员|各位领导]好！", "我是{村}的[居民|住户|村民|租客]，", "[想反映一件事|有个情况想反映]：", "实名反映：", "[打扰了|抱歉打扰]，"],
        ["[知道你们事情多|也理解基层不容易]，[但这件事实在拖不起|还是想请你们费心]。", "[手里有照片和录像|现场照片已拍好|相关凭证都保留着]，[需要可以提供|可以随时送来]。", "[我查过相关规定|在网上看过条例]，[好像是不允许的|应该有人管]。"],
        CivilEndings, 0.8);

    private static readonly Voice Angry = new("我",
        ["[到底有没有人管|还管不管了]？", "[第{3-8}次|又来]反映了！", "[忍无可忍|实在受不了了]！", "[说了多少遍|推来推去]，[没人理|没一个办实事的]。"],
        ["[天天说为民办事|口号喊得响]，[事到临头没人影|到这里就没下文]。", "~[这要是在你们家门口|换成你们住这里]，[试试看|受得了吗]？", "[电话打过去踢皮球|这个部门推那个部门]，[合着就欺负老百姓|当我们是皮球]。", "[别再回复“已转办”|不要再给我套话]。"],
        ["[再没人管就往上反映|三天不解决我找媒体]！", "[等你们一个说法|就问什么时候能好]！", "[今天必须给个答复|别又是石沉大海]。"], 0.9);

    private static readonly Voice Elder = new("我",
        ["同志啊，", "[我今年七十{1-9}了|我是个老太婆|我一个老头子]，[字写不好|让孙子帮我打的字]，", "[政府的同志|干部]你们好，[麻烦你们了|我讲不来客气话]，"],
        ["~[我们老年人|上了岁数的人][腿脚不好|眼睛花]，[就怕摔|经不起折腾]。", "[孩子都在外面打工|老伴走了好几年]，[家里没人可商量|遇事只能自己跑]。", "[想想从前|早些年]，[哪有这种事|大家都讲道理]。", "[不怕你们笑话|说句实在话]，[夜里都睡不着|饭都吃不下]。"],
        ["[谢谢政府|给你们添麻烦了]。", "[你们都是好人|我信你们]，[帮帮忙|给看一看]吧。", "[打电话请多响几声|我耳朵背，最好来人说]。"], 0.7);

    /// <summary>Somebody who orders thoughts.</summary>
    private static readonly Voice Orderly = new("我",
        ["现将情况反映如下：", "反映事项：", "[本人系{村}业主|我是{小区}业主委员会成员|受几户邻居委托]，现反映："],
        ["[以上属实，本人愿意承担责任|上述内容均有照片和聊天记录佐证]。", "[曾于{月}向{村}书面反映|{月}提交过一次]，[未收到答复|答复与实际不符]。"],
        ["[以上，请核实|望依法处理并书面答复]。", "[请在时限内答复|请告知承办单位和联系人]。"], 0.45);

    /// <summary>Sons, daughters and neighbours who speak for somebody else.</summary>
    private static readonly Voice ForAnother = new("我",
        ["[替我妈问一下|帮隔壁老人反映一下]：", "[我在外地上班|我人在杭州]，[家里打电话来说|刚从家里人那里知道]，", "[村里老人不会用手机|邻居不会写]，我代他反映，"],
        ["[老人自己说不清楚|具体的可以问{亲}]，[电话我来接|地址没有错]。", "[隔得远干着急|请不了假回去]，[只能靠你们了|麻烦多上点心]。"],
        CivilEndings, 0.9);

    /// <summary>A grid worker's note.</summary>
    private static readonly Voice Patrol = new("住户",
        ["巡查发现：", "网格员入户走访时住户反映：", "巡查中了解到，", "网格员日常巡查[发现|记录]：", "[晚间|上午|下午]走访{村}，[住户|群众]反映", "网格员上报：", "[微信群里|微网格长处]得到消息，", ""],
        ["[已现场劝导，效果不大|当场提醒，对方口头答应]。", "~[已拍照留存|点位已标注]。", "[周边{3-12}户均有同样反映|走访了{2-6}户，说法一致]。", "[超出网格处置能力|网格里解决不了]，[上报处理|请协调]。", "~[已摆放临时警示|已拉绳围挡并提醒路人]。"],
        ["[建议派专业人员到场|请相关部门处置]。", "[网格将继续跟踪|明日复查]。", ""], 1.5);

    private static readonly Voice Police = new("报警人",
        ["110非警务警情推送：", "接警平台移交，", "[公安|接警]平台推送：", "视频巡查平台核实后推送："],
        ["[民警已到场，非警务事项|现场无人员伤亡]。", "[报警人等候处理|当事双方已分开]。"],
        ["[请接续处置|请反馈结果]。", ""], 1.4);

    private static readonly Voice Letter = new("当事人",
        ["[来信转办|部门移交]：", "[在日常检查中|在走访企业时]了解到，", "[兄弟单位|县级部门]函告：", "移交事项："],
        ["[原件附后|材料已随件移送]。", "[经初步核对，要素齐全|已向反映人出具转办告知]。"],
        ["[请按职责办理|请于时限内反馈]。", ""], 0.9);

    private static readonly (Voice Voice, double Weight)[] Written = [(Short, 26), (Polite, 30), (Angry, 12), (Elder, 8), (Orderly, 12), (ForAnother, 12)];
    private static readonly double[] WrittenWeights = [.. Written.Select(pair => pair.Weight)];

    public static Voice For(string channel, Dice dice) => channel switch
    {
        DemoChannels.Hotline => dice.Chance(0.22) ? Transcript : Operator,
        DemoChannels.Window => Window,
        DemoChannels.CitizenWeb => Written[dice.PickIndex(WrittenWeights)].Voice,
        DemoChannels.GridWorker => Patrol,
        DemoChannels.Api => Police,
        _ => Letter,
    };
}
