using Fengqiao.Cases.Features;

namespace Fengqiao.Cases.Reading;

/// <summary>How long a case has been in one stage, all its stays together.</summary>
/// <param name="Stage">desk, sign, handle, review (of a return), verify or call-back.</param>
/// <param name="IsRunning">It is there now.</param>
internal sealed record StageTime(string Stage, TimeSpan Span, bool IsRunning);

/// <summary>
/// Where the time of a case went, counted from its timeline: waiting at the desk, waiting for a signature, being handled, being checked.
/// Elapsed time, rest days included; what the limits count is theirs to say.
/// </summary>
internal static class StageTimes
{
    public static IReadOnlyList<StageTime> Of(IReadOnlyList<TimelineView> entries, DateTime nowUtc)
    {
        var spans = new Dictionary<string, (TimeSpan Span, bool IsRunning)>(StringComparer.Ordinal);
        for (var i = 0; i < entries.Count; i++)
        {
            if (StageOf(entries[i].To) is not { } stage)
            {
                continue;
            }

            var isLast = i == entries.Count - 1;
            var end = isLast ? nowUtc : entries[i + 1].At;
            var (so, _) = spans.GetValueOrDefault(stage);
            spans[stage] = (so + (end - entries[i].At), isLast);
        }

        return [.. spans.Select(s => new StageTime(s.Key, s.Value.Span, s.Value.IsRunning)).Where(s => s.IsRunning || s.Span.TotalMinutes >= 1)];
    }

    /// <summary>What a case waits for in a state; null once it has ended.</summary>
    public static string? StageOf(string state) => state switch
    {
        "registered" => "desk",
        "dispatched" => "sign",
        "return-requested" => "review",
        "signed" or "handling" => "handle",
        "submitted" => "verify",
        "verified" or "called-back" => "call-back",
        _ => null,
    };
}
