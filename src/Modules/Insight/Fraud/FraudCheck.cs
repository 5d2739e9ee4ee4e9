namespace Fengqiao.Insight.Fraud;

internal enum FraudVerdict
{
    /// <summary>Nothing known was found, which proves nothing.</summary>
    NoSign,

    /// <summary>Something was found that honest messages have, too.</summary>
    SomeSigns,

    /// <summary>Several signs of one kind, or one that hardly occurs elsewhere.</summary>
    Resembles,
}

/// <param name="Kind">The kind with most signs; null where nothing was found.</param>
/// <param name="Words">What was found, strongest first.</param>
/// <param name="Strength">What the signs found weigh together; 0 where something learnt answered.</param>
internal sealed record FraudFinding(FraudVerdict Verdict, FraudKind? Kind, IReadOnlyList<string> Words, int Strength = 0);

/// <summary>Compares a message with <see cref="FraudSigns"/>. Keeps nothing.</summary>
internal static class FraudCheck
{
    /// <summary>Longer messages are cut.</summary>
    public const int Longest = 5_000;

    /// <summary>Of ordinary messages one in fifty reaches it, of fraudulent ones three in five; docs/insight/fraud.md.</summary>
    private const int Resembling = 4;

    private const int Suspicious = 2;
    private const int MostFromDemands = 2;
    private const int MostWords = 8;

    public static FraudFinding Of(string? message)
    {
        var text = Fold(message ?? "");
        var (kind, found) = FraudSigns.ByKind
            .Select(k => (Kind: k.Key, Found: k.Value.Where(s => text.Contains(s.Words, StringComparison.Ordinal)).ToList()))
            .MaxBy(k => k.Found.Sum(s => s.Weight));
        var score = found.Sum(s => s.Weight);
        if (score < Suspicious)
        {
            return new FraudFinding(FraudVerdict.NoSign, null, []);
        }

        var demands = FraudSigns.Demands.Where(s => text.Contains(s.Words, StringComparison.Ordinal)).ToList();
        score += Math.Min(MostFromDemands, demands.Sum(s => s.Weight));
        string[] words = [.. found.OrderByDescending(s => s.Weight).Concat(demands).Select(s => s.Words).Distinct(StringComparer.Ordinal).Take(MostWords)];
        return new FraudFinding(score >= Resembling ? FraudVerdict.Resembles : FraudVerdict.SomeSigns, kind, words, score);
    }

    /// <summary>Without blanks, which cheats put between characters, in one width and case.</summary>
    private static string Fold(string message) => string.Concat(
        string.Concat(message.Take(Longest).Where(c => !char.IsSurrogate(c)))
            .Normalize(System.Text.NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c)).Select(char.ToLowerInvariant));
}
