using Fengqiao.Kernel;

namespace Fengqiao.Platform.Persistence;

/// <summary>What the store may answer to a change.</summary>
public static class CommitErrors
{
    public static readonly Error Outdated = new("platform.outdated", ErrorKind.Conflict);

    public static readonly Error Duplicate = new("platform.duplicate", ErrorKind.Conflict);

    public static readonly Error MissingReference = new("platform.missing-reference", ErrorKind.Refused);

    public static readonly Error Unavailable = new("platform.store-unavailable", ErrorKind.Unavailable);

    public static readonly Error KeyReused = new("platform.idempotency-key-reused", ErrorKind.Refused, "Idempotency-Key");

    internal static Error Of(CommitEnd end) => end switch
    {
        CommitEnd.Outdated => Outdated,
        CommitEnd.Duplicate => Duplicate,
        CommitEnd.MissingReference => MissingReference,
        CommitEnd.Unavailable => Unavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, "Not a refusal."),
    };
}
