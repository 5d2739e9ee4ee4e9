using System.Text.RegularExpressions;

namespace Fengqiao.Insight.Replies;

/// <summary>The turns of phrase by which a reply shows what it holds.</summary>
internal static partial class ReplySigns
{
    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    private const string Offices = "局|中心|街道|镇|乡|委|办|站|所|大队|支队|中队|单位|社区|村|院|校|公司|部门";

    /// <summary>What can be shown of a finding.</summary>
    private const int Longest = 30;

    /// <summary>The finding as it can be shown; null where there is none.</summary>
    public static string? In(this Regex sign, string text) => sign.Match(text) is { Success: true, Value: var found } ? found.Length <= Longest ? found : found[..Longest] : null;

    /// <summary>A day, a time limit, or that it is done.</summary>
    [GeneratedRegex(
        "[0-9一二三四五六七八九十两]+ ?个?(工作日|小时|日|天|周|星期|月|年)|[0-9]{4}[-/.][0-9]{1,2}|今天|今日|明天|本周|下周|本月|下月|月底|月中|年底|年内|年末|上半年|下半年|季度"
        + "|(已|现)(经|于|全部|基本)?[^，。]{0,6}(完成|修复|解决|恢复|整改|到位|支付|发放|清运|拆除|更换|竣工|开通|投入使用|处理完)|[0-9]+ (working )?(days?|weeks?|months?|hours?)|today|tomorrow|(has|have) been (done|repaired|fixed|paid)",
        Plain)]
    public static partial Regex Time { get; }

    [GeneratedRegex("因|由于|原因|鉴于|为了|为保障|because|due to|reason", Plain)]
    public static partial Regex Cause { get; }

    [GeneratedRegex("[0-9]|[一二三四五六七八九十百千万两]+(元|万|户|人|平|个|次|项|处|盏|吨|米|倍)", Plain)]
    public static partial Regex Figure { get; }

    /// <summary>The unit speaks of itself.</summary>
    [GeneratedRegex("(我|本)(市|县|区)?(" + Offices + ")|our (office|bureau|unit|centre|center)", Plain)]
    public static partial Regex Ourselves { get; }

    /// <summary>The short name of an office: 住建局, 城管大队.</summary>
    [GeneratedRegex("[\\u4e00-\\u9fff]{1,10}(局|中心|街道办事处|街道办|街道|政府|村委会|居委会|大队|支队|中队|派出所|公司|委员会|办公室|管理处|社区)", Plain)]
    public static partial Regex Office { get; }

    [GeneratedRegex(
        "《[^》]{2,40}》|第[0-9一二三四五六七八九十百]+条|(根据|依据|按照|依照)[^，。；]{0,30}(规定|条例|办法|法|通知|意见|标准|方案|政策|合同|协议|文件|细则|规划)|法律法规|有关规定|相关规定|article [0-9]+|according to the",
        Plain)]
    public static partial Regex Basis { get; }

    /// <summary>Something is declined or decided: then people ask by what right.</summary>
    [GeneratedRegex("不符合|不具备|不能|无法|不予|不属于|不在[^，。]{0,10}范围|暂不|未列入|不支持|不享受|不可以|不得|驳回|cannot|not entitled|declined|refused", Plain)]
    public static partial Regex Declining { get; }

    /// <summary>It tells what was done.</summary>
    [GeneratedRegex("已|经(现场|调|协|核|查|侦|止|检|抽|采|劳动|技术|执法|教育|多次|多方|派出|反诈|溯源|监测|监察|劝)|完成|恢复|(has|have|was|were) (been )?(repaired|replaced|cleared|removed|repaid|completed)", Plain)]
    public static partial Regex Done { get; }

    /// <summary>The matter asks by what right.</summary>
    [GeneratedRegex("依据|合法|合规|什么规定|什么标准|收费标准|凭什么|哪条|哪部法|legal|regulation|by what right", Plain)]
    public static partial Regex AsksBasis { get; }

    /// <summary>Something will be done. Each stands with what it says is coming.</summary>
    [GeneratedRegex("(将|拟|计划|预计|争取|下一步|尽快|抓紧|正在|会(继续|尽快|督促|安排))[^，。；！\\n]{0,16}|(will|plan to|is going to) [a-z ]{1,24}", Plain)]
    public static partial Regex Promise { get; }

    [GeneratedRegex("您好|你好|尊敬的|先生[：:，,]|女士[：:，,]|市民朋友|网友[：:，,]?|^(dear|hello)", Plain)]
    public static partial Regex Greeting { get; }

    [GeneratedRegex("感谢|谢谢|致谢|thank", Plain)]
    public static partial Regex Thanks { get; }

    [GeneratedRegex("联系电话|咨询电话|电话[：:0-9为]|致电|拨打|联系人|联系我|热线|0[0-9]{2,3}[- ]?[0-9]{7,8}|[0-9]{7,8}|1[3-9][0-9]{9}|12345|telephone|phone|call us", Plain)]
    public static partial Regex Contact { get; }

    /// <summary>The reporter shall turn to somebody else, or somebody else shall see to it.</summary>
    [GeneratedRegex(
        "(请|建议)(您|你|其)?(直接|自行|再|及时)?(向|联系|咨询|致电|拨打|到|找|前往)[^，。；！\\n]{0,24}(局|部门|单位|中心|委员会|大队|派出所|法院|公司|物业|村委会?|居委会|街道|镇政府|窗口)(反映|咨询|投诉|申请|联系|办理|解决|处理)?"
        + "|不属于(我|本)[^，。；]{0,10}(职责|管辖|职能|范围)|不归(我|本)[^，。；]{0,8}管|(已|现)(将[^，。；]{0,16})?(转交|转办|转至|转给|移交|转送)[^，。；]{0,20}|please (contact|turn to) the [a-z ]{1,24}",
        Plain)]
    public static partial Regex PassingOn { get; }

    /// <summary>What fits any matter.</summary>
    [GeneratedRegex(
        "尊敬的[^，。：:！]{0,10}[，。：:！]?|(您|你)好|(您|你)(所)?(反映|提出|咨询|投诉)的[^，。]{0,8}(问题|情况|事项|诉求|建议)?(已)?(收悉|收到|知悉|获悉)?|(来信|留言|来电|诉求|工单|反映|建议|问题)(已)?(收悉|收到|知悉)"
        + "|经(了解|核实|调查|研究)|现(将[^，。]{0,8})?(答复|回复|反馈)如下|我(局|镇|乡|街道|中心|办|委|单位|们)?(高度|非常|十分)重视[^，。]{0,16}|(将|会|正在|已)?(安排|组织|联系|转|交由|交)?(相关|有关)(部门|单位|人员|科室)?(进行|予以)?(尽快|及时)?(跟进|处理|核实|办理|落实|解决|调查)?"
        + "|(将|会)?(尽快|及时|认真|依法|积极|进一步)(进行|予以|给予)?(处理|解决|办理|核实|调查|落实|整改|答复|回复|跟进|研究)(此事|该问题)?|(衷心)?(感谢|谢谢)[^，。！：]{0,24}|(特此)(回复|答复)|祝(您|你)?[^，。！]{0,12}|如(有|您有)[^，。]{0,10}(疑问|问题)[^，。]{0,30}|正在(处理|办理|核实|调查|研究)(中)?|已(处理|办理|转办|受理|收到|收悉|知悉|办结|解决)(完毕)?|thank you for [^.]{0,40}|we will (handle|look into) it[^.]{0,20}",
        Plain)]
    public static partial Regex Stock { get; }
}
