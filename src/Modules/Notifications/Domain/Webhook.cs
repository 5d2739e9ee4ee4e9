using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Notifications.Domain;

/// <summary>Another system that is told of steps by a signed POST: of the whole county, or of the cases of one unit.</summary>
internal sealed record Webhook : IVersioned
{
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    public required string Name { get; init; }

    public required string Url { get; init; }

    /// <summary>Only of cases this unit leads, assists or is named in; null for all.</summary>
    public Guid? UnitId { get; init; }

    /// <summary>Codes of the steps it wants, separated by blanks.</summary>
    public required string Steps { get; init; }

    public required byte[] WrappedKey { get; init; }

    /// <summary><see cref="WebhookSecrets"/> as JSON.</summary>
    public required byte[] Sealed { get; init; }

    public required bool IsOn { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTime CreatedUtc { get; init; }

    /// <summary>Since when nothing has arrived any more; null while it works.</summary>
    public DateTime? FailingSinceUtc { get; init; }

    /// <summary>When it was stopped for failing; null otherwise.</summary>
    public DateTime? StoppedUtc { get; init; }

    public int Version { get; init; } = 1;

    public bool Wants(string step) => Steps.Split(' ').Contains(step, StringComparer.Ordinal);
}

/// <summary>The secret signatures are made with; for a while after a change also the one before it.</summary>
internal sealed record WebhookSecrets(string Current, string? Previous, DateTime? PreviousUntilUtc)
{
    /// <summary>Receivers have so long to take up the new secret.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(2);

    private const string Prefix = "whsec_";

    /// <summary>32 random bytes in the form of Standard Webhooks.</summary>
    public static string Make() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public WebhookSecrets Rotated(DateTime nowUtc) => new(Make(), Current, nowUtc + Overlap);

    /// <summary>The value of <c>webhook-signature</c>: one signature for each secret that is good now.</summary>
    public string Sign(string id, long timestamp, string body, DateTime nowUtc)
    {
        var current = One(Current, id, timestamp, body);
        return Previous is { } before && nowUtc < PreviousUntilUtc ? $"{current} {One(before, id, timestamp, body)}" : current;
    }

    /// <summary>Never a secret.</summary>
    public override string ToString() => nameof(WebhookSecrets);

    private static string One(string secret, string id, long timestamp, string body) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(
        Convert.FromBase64String(secret[Prefix.Length..]), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.{body}"))));
}
