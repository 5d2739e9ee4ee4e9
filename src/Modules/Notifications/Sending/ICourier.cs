using Fengqiao.Notifications.Domain;

namespace Fengqiao.Notifications.Sending;

internal enum AttemptEnd
{
    Sent,

    /// <summary>Not now; tried again.</summary>
    Failed,

    /// <summary>Never: nobody there, or refused for good.</summary>
    Refused,

    /// <summary>Nothing was tried, such as while the way is switched off; counts for nothing.</summary>
    PutOff,
}

/// <param name="Outcome">Code; never what the other side said.</param>
/// <param name="Masked">Where it went, as far as it may be shown.</param>
internal sealed record Attempt(AttemptEnd End, string Outcome, string? Masked = null)
{
    public static readonly Attempt NoAddress = new(AttemptEnd.Refused, "no-address");

    /// <summary>What it was about is settled meanwhile.</summary>
    public static readonly Attempt Settled = new(AttemptEnd.Refused, "settled");
    public static readonly Attempt SwitchedOff = new(AttemptEnd.PutOff, "switched-off");
}

/// <summary>Carries messages one way. It answers for every failure it can foresee with an <see cref="Attempt"/>.</summary>
internal interface ICourier
{
    Channel Channel { get; }

    /// <param name="messages">To one recipient, sent together; one alone to a webhook or a citizen.</param>
    Task<Attempt> CarryAsync(IReadOnlyList<Delivery> messages, CancellationToken ct);
}
