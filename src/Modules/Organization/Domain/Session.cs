using Fengqiao.Platform.Persistence;

namespace Fengqiao.Organization.Domain;

/// <summary>A session as its owner sees it in a list. Whether its cookie is still good does not hang on this row.</summary>
internal sealed class Session : IVersioned
{
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    public required Guid AccountId { get; init; }

    /// <summary>The account's security stamp when it began; with another stamp it is over.</summary>
    public required string Stamp { get; init; }

    /// <summary>Browser and system in a few words, e.g. <c>Chrome · Windows</c>.</summary>
    public required string Agent { get; init; }

    /// <summary>Network address it began from.</summary>
    public required string Source { get; init; }

    public required DateTime BeganUtc { get; init; }

    /// <summary>Last use, to some minutes.</summary>
    public required DateTime SeenUtc { get; set; }

    /// <summary>When it ends however much it is used.</summary>
    public required DateTime EndsUtc { get; init; }

    public int Version { get; private set; } = 1;

    public void See(DateTime nowUtc)
    {
        Version++;
        SeenUtc = nowUtc;
    }
}

/// <summary>A session that was ended before its cookie expired: a copy of the cookie must not outlive it.</summary>
internal sealed class EndedSession
{
    public required Guid Id { get; init; }

    /// <summary>When the cookie ends by itself and the row can go.</summary>
    public required DateTime UntilUtc { get; init; }
}
