using Fengqiao.Kernel;

namespace Fengqiao.Cases.Domain;

/// <summary>Finds the limits that apply to a case, and says from which rule each comes.</summary>
internal static class LimitFinder
{
    /// <summary>
    /// Among the rules in force, urgency goes before category, category (the longest prefix) before channel, channel before the general one:
    /// danger to life does not wait for the classification.
    /// </summary>
    public static CaseLimits For(IEnumerable<LimitRule> rules, string? category, Channel channel, Urgency urgency, DateOnly today, DispatchRule? dispatch)
    {
        var inForce = InForce(rules, category, channel, urgency, today).ToList();
        var close = Best(inForce, LimitKind.Close);
        var closeSpec = (close.Urgency is null ? ClosingOf(dispatch, close) : null) ?? close.Spec;
        return new CaseLimits(Best(inForce, LimitKind.Sign).Spec, Best(inForce, LimitKind.FirstContact).Spec, closeSpec);
    }

    /// <summary>The closing limit that a dispatch rule sets in place of a general one; null where it sets none.</summary>
    public static DeadlineSpec? ClosingOf(DispatchRule? dispatch, LimitRule close) => dispatch is { CloseAmount: { } amount, CloseUnit: { } unit }
        ? new DeadlineSpec(amount, unit, close.RollsOverRestDays && unit != DeadlineUnit.Hour)
        : null;

    /// <summary>The rule a limit of that kind comes from.</summary>
    public static LimitRule RuleFor(IEnumerable<LimitRule> rules, LimitKind kind, string? category, Channel channel, Urgency urgency, DateOnly today) =>
        Best(InForce(rules, category, channel, urgency, today), kind);

    private static IEnumerable<LimitRule> InForce(IEnumerable<LimitRule> rules, string? category, Channel channel, Urgency urgency, DateOnly today) =>
        rules.Where(r => r.ValidFrom <= today && (r.ValidTo is not { } to || today <= to)
            && (r.Channel is null || r.Channel == channel)
            && (r.Urgency is null || r.Urgency == urgency)
            && (category ?? "").StartsWith(r.CategoryPrefix, StringComparison.Ordinal));

    private static LimitRule Best(IEnumerable<LimitRule> rules, LimitKind kind) => rules
        .Where(r => r.Kind == kind)
        .OrderByDescending(r => r.Urgency is not null)
        .ThenByDescending(r => r.CategoryPrefix.Length)
        .ThenByDescending(r => r.Channel is not null)
        .ThenByDescending(r => r.ValidFrom)
        .FirstOrDefault() ?? throw new InvalidOperationException($"No general limit of kind {kind}: the schema script ships one.");
}

/// <summary>Finds the limit of law that governs a case.</summary>
internal static class StatuteFinder
{
    /// <summary>The one in force with the longest category prefix, then for the urgency, then for the channel; null when none governs.</summary>
    public static StatuteLimit? For(IEnumerable<StatuteLimit> limits, string? category, Channel channel, Urgency urgency, DateOnly day) => limits
        .Where(l => l.Governs && l.IsInForce(day)
            && (l.Channel is null || l.Channel == channel)
            && (l.Urgency is null || l.Urgency == urgency)
            && (category ?? "").StartsWith(l.CategoryPrefix ?? "", StringComparison.Ordinal))
        .OrderByDescending(l => (l.CategoryPrefix ?? "").Length)
        .ThenByDescending(l => l.Urgency is not null)
        .ThenByDescending(l => l.Channel is not null)
        .ThenBy(l => l.Code, StringComparer.Ordinal)
        .FirstOrDefault();
}

/// <summary>Finds the unit a case should go to.</summary>
internal static class DispatchFinder
{
    /// <summary>The rule with the longest category prefix, then the smallest region; null when none is in force.</summary>
    public static DispatchRule? For(IEnumerable<DispatchRule> rules, string? category, string place, DateOnly today) => rules
        .Where(r => r.ValidFrom <= today && (r.ValidTo is not { } to || today <= to)
            && (category ?? "").StartsWith(r.CategoryPrefix, StringComparison.Ordinal)
            && place.StartsWith(r.RegionPrefix, StringComparison.Ordinal))
        .OrderByDescending(r => r.CategoryPrefix.Length)
        .ThenByDescending(r => r.RegionPrefix.Length)
        .FirstOrDefault();
}

/// <summary>A category whose keywords occur in the text, and which did.</summary>
internal sealed record CategoryMatch(Category Category, IReadOnlyList<string> Words);

/// <summary>Proposes categories by their keywords. Says which words it saw, and never decides.</summary>
internal static class CategoryFinder
{
    private const int MostProposals = 5;

    public static IReadOnlyList<CategoryMatch> In(IReadOnlyList<(string Word, Category Category)> keywords, string text)
    {
        var folded = text.ToLowerInvariant();
        return [.. keywords
            .Where(k => folded.Contains(k.Word, StringComparison.Ordinal))
            .GroupBy(k => k.Category)
            .Select(g => new CategoryMatch(g.Key, [.. g.Select(k => k.Word).Distinct().OrderByDescending(w => w.Length)]))
            .OrderByDescending(m => m.Words.Sum(w => w.Length))
            .ThenBy(m => m.Category.Code, StringComparer.Ordinal)
            .Take(MostProposals)];
    }
}
