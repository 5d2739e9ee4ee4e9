namespace Fengqiao.Insight.Fraud.Learning;

/// <summary>What a labelled message may be called in a file, and what that means here.</summary>
internal static class FraudLabels
{
    /// <summary>The class of harmless messages in a learnt model.</summary>
    public const string Ordinary = "Ordinary";

    private static readonly string[] OrdinaryWords = ["normal", "ordinary", "ham", "正常", "普通", "非诈骗", "无风险"];

    private static readonly (FraudKind Kind, string[] Words)[] Words =
    [
        (FraudKind.Service, ["客服", "电商", "物流", "service"]),
        (FraudKind.Loan, ["贷款", "信用卡", "loan"]),
        (FraudKind.Acquaintance, ["领导", "熟人", "亲友", "acquaintance"]),
        (FraudKind.Authority, ["公检法", "公安", "政府机关", "authority"]),
        (FraudKind.Tasks, ["刷单", "返利", "兼职", "task"]),
        (FraudKind.Investment, ["投资", "理财", "博彩", "investment"]),
        (FraudKind.Phishing, ["链接", "钓鱼", "验证码", "phishing"]),
    ];

    /// <summary>The class of a label: <see cref="Ordinary"/> or the name of a kind; null where nothing is meant by it.</summary>
    public static string? ClassOf(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        var text = label.Trim();
        return OrdinaryWords.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase)) ? Ordinary
            : Words.FirstOrDefault(k => k.Words.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase))) is { Words: not null } known ? known.Kind.ToString()
            : null;
    }
}
