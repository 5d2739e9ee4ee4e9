using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Notifications.Features;

/// <summary>What happened to a message, in words; answers of servers by their number alone.</summary>
internal static class OutcomeWords
{
    public static string Of(IStringLocalizer<NotificationTexts> texts, string? outcome)
    {
        if (outcome is null)
        {
            return "—";
        }

        var dot = outcome.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && int.TryParse(outcome[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? texts[$"outcome.{outcome[..dot]}", number]
            : texts[$"outcome.{outcome}"] is { ResourceNotFound: false } known ? known.Value : outcome;
    }
}
