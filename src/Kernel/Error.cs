namespace Fengqiao.Kernel;

/// <summary>What kind of refusal an <see cref="Error"/> is; the one thing that decides its HTTP status.</summary>
public enum ErrorKind
{
    /// <summary>The input is wrong: 400.</summary>
    Invalid,
    /// <summary>Nobody is signed in, or the credential is no longer good: 401.</summary>
    Unauthenticated,
    /// <summary>The caller may see the thing but not do this to it: 403.</summary>
    Forbidden,
    /// <summary>There is no such thing, or the caller may not know of it: 404.</summary>
    NotFound,
    /// <summary>Somebody else was first, or the state does not allow it: 409.</summary>
    Conflict,
    /// <summary>The content is too large: 413.</summary>
    TooLarge,
    /// <summary>The type of the content is not accepted: 415.</summary>
    UnsupportedMedia,
    /// <summary>Well formed, but a rule says no: 422.</summary>
    Refused,
    /// <summary>Too many attempts: 429.</summary>
    TooMany,
    /// <summary>The store cannot take a write now (disk full, database away): 503.</summary>
    Unavailable,
}

/// <summary>
/// An expected failure. <see cref="Code"/> is permanent and never reused, e.g. <c>cases.not-lead-unit</c>;
/// the text a person reads is found under that code in the resource files, with <see cref="Args"/> filled in.
/// </summary>
/// <param name="Code">Stable code: the owner's name, a dot, the rule that does not hold.</param>
/// <param name="Kind">What kind of refusal this is.</param>
/// <param name="Field">The input field (JSON path or form name) the error is about, if one is.</param>
/// <param name="Args">Values for the placeholders of the text. Never personal data.</param>
public sealed record Error(string Code, ErrorKind Kind, string? Field = null, params object[] Args)
{
    /// <summary>Further errors found in the same input, so that a form can show all of them at once.</summary>
    public IReadOnlyList<Error> Others { get; init; } = [];

    /// <summary>Further facts for programs, e.g. the version that is current now.</summary>
    public IReadOnlyDictionary<string, object>? Extra { get; init; }

    /// <summary>This error and <see cref="Others"/>.</summary>
    public IEnumerable<Error> All => [this, .. Others];

    /// <summary>The same error about another field.</summary>
    public Error For(string field) => this with { Field = field };

    /// <summary>Joins several errors into one that carries them all; null when there is none.</summary>
    public static Error? Join(IReadOnlyCollection<Error> errors) =>
        errors.Count == 0 ? null : errors.First() with { Others = [.. errors.Skip(1)] };
}
