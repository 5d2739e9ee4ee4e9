namespace Fengqiao.Insight.Fraud;

/// <summary>Ways of cheating people by message or call, as the police name them.</summary>
internal enum FraudKind
{
    /// <summary>冒充客服: a shop, a courier or a payment service wants to refund or to cancel something.</summary>
    Service,

    /// <summary>虚假贷款: money is lent, after a fee.</summary>
    Loan,

    /// <summary>冒充领导、熟人: somebody one trusts needs money at once.</summary>
    Acquaintance,

    /// <summary>冒充公检法: police, prosecutors or courts want money to be moved to safety.</summary>
    Authority,

    /// <summary>刷单返利: small tasks are paid for, until one has to pay in.</summary>
    Tasks,

    /// <summary>虚假投资: sure profit.</summary>
    Investment,

    /// <summary>钓鱼链接: a link or a code.</summary>
    Phishing,
}

/// <summary>A turn of phrase that such messages use.</summary>
/// <param name="Weight">1 (seen in honest messages, too) to 5 (hardly anywhere else).</param>
internal readonly record struct FraudSign(string Words, int Weight);

/// <summary>The turns of phrase by which a kind of fraud is known. Written down from what the police warn of; not learnt from anybody's messages.</summary>
internal static class FraudSigns
{
    public static IReadOnlyDictionary<FraudKind, IReadOnlyList<FraudSign>> ByKind { get; } = new Dictionary<FraudKind, IReadOnlyList<FraudSign>>
    {
        [FraudKind.Service] = Parse(
            "客服 2 快递理赔 3 退款 1 理赔 2 退赔 2 注销会员 3 注销贷款 3 百万保障 3 自动扣费 3 自动续费 2 取消会员 2 关闭会员 2 屏幕共享 4 共享屏幕 4 " +
            "质量问题 1 双倍赔偿 3 赔偿 1 备用金 3 订单异常 2 会议软件 3 远程协助 3 售后 1 会员 1 理赔款 3 误操作 2"),
        [FraudKind.Loan] = Parse(
            "贷款 2 无抵押 3 免抵押 3 低息 2 低利率 2 秒到账 3 快速放款 3 放款 2 刷流水 4 流水不足 4 解冻费 4 解冻 2 保证金 2 工本费 3 手续费 2 " +
            "代办信用卡 4 办理信用卡 2 提额 2 征信 2 黑户 3 包装资料 3 套现 3"),
        [FraudKind.Acquaintance] = Parse(
            "我是你领导 4 我是你的领导 4 我换号了 3 换号码了 3 急用钱 3 急需用钱 3 急需 1 借我 2 先转给我 3 帮我转 3 帮我垫付 3 老同学 2 手机丢了 2 " +
            "手术费 2 出了点事 2 明天还你 3 尽快还你 3 转到这个账户 3 不方便接电话 3 资料费 3 帮帮我 2 转账给我 3 打给我 2 住院 1 手术 2 车祸 1 领导 1 老板 1 借钱 2 急用 2"),
        [FraudKind.Authority] = Parse(
            "公安局 2 公安机关 2 检察院 2 检察官 2 警官 2 涉嫌 2 洗钱 3 通缉 4 逮捕令 4 拘捕 3 拘留 2 安全账户 5 资金清查 5 资金核查 4 清查资金 5 " +
            "配合调查 3 接受调查 2 刑事案件 3 案件编号 2 医保卡异常 3 社保卡异常 3 身份信息被盗用 3 身份被冒用 3 笔录 3 法院 1 民警 1 刑警 2 出入境 2 海关 2 冻结 1"),
        [FraudKind.Tasks] = Parse("刷单 5 返利 4 返现 2 佣金 3 做任务 3 点赞 2 兼职 2 日结 3 垫付本金 4 本金 2 抢单 3 足不出户 3 动动手指 3 在家就能赚 4"),
        [FraudKind.Investment] = Parse("内幕 3 稳赚 4 导师 2 带单 4 老师带 3 荐股 4 牛股 4 高收益 2 高回报 3 零风险 3 数字货币 3 虚拟币 3 炒股群 4 博彩 3 彩票平台 4"),
        [FraudKind.Phishing] = Parse(
            "点击链接 2 点击下方链接 3 账户异常 3 账号异常 2 积分即将过期 3 积分兑换 3 中奖 3 领取奖品 3 已停用 2 实名认证 2 重新认证 3 " +
            "把验证码 4 提供验证码 4 验证码告诉 4 银行卡密码 3"),
    };

    /// <summary>What all of them want in the end. Says nothing alone: banks and friends write it, too.</summary>
    public static IReadOnlyList<FraudSign> Demands { get; } = Parse(
        "转账 1 汇款 2 打款 2 银行卡号 1 卡号 1 密码 1 验证码 1 下载 1 链接 1 加微信 1 加qq 1 保密 1 不要告诉 2 立即 1 马上 1 尽快 1");

    private static FraudSign[] Parse(string signs) =>
        [.. signs.Split(' ').Chunk(2).Select(pair => new FraudSign(pair[0], int.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture)))];
}
