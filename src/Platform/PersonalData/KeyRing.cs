using System.Security.Cryptography;
using System.Text;
using Fengqiao.Kernel;
using Fengqiao.Platform.Cryptography;

namespace Fengqiao.Platform.PersonalData;

/// <summary>A secret that outlives the master key: hashes and codes made with it must stay the same when that is changed.</summary>
/// <param name="Suite">Whose keyed hash it is used with; fixed when the secret was made.</param>
public sealed record KeptSecret(byte[] Key, CryptoSuite Suite)
{
    /// <summary>Never the key.</summary>
    public override string ToString() => nameof(KeptSecret);
}

/// <summary>
/// Wraps keys under the master key, and knows more than one of those while it is being changed: new keys are wrapped under the current one,
/// and each wrapped key says which one opens it. Thread-safe; what it holds is replaced whole.
/// </summary>
public sealed class KeyRing
{
    /// <summary>Finds people again by number, and makes tracking codes.</summary>
    public const string PersonLookup = "person-lookup";

    /// <summary>Seals the answers kept for repeated requests.</summary>
    public const string RequestAnswers = "request-answers";

    internal const int KeyIdBytes = 4;

    /// <summary>Every secret the platform keeps.</summary>
    public static readonly IReadOnlyList<string> SecretNames = [PersonLookup, RequestAnswers];

    private const int HeadBytes = 1 + KeyIdBytes;
    private const int WrappedBytes = HeadBytes + CryptoSuite.NonceBytes + CryptoSuite.KeyBytes + CryptoSuite.TagBytes;

    private volatile State _state;

    /// <param name="master">Under which new keys are wrapped.</param>
    /// <param name="suite">With which new things are sealed.</param>
    public KeyRing(MasterKey master, CryptoSuite? suite = null)
    {
        ArgumentNullException.ThrowIfNull(master);
        Suite = suite ?? CryptoSuite.International;
        var opener = new Opener(master);
        _state = new State(opener, [opener], SecretNames.ToDictionary(n => n, n => Derived(master, n), StringComparer.Ordinal));
    }

    /// <summary>The algorithms new things are sealed with.</summary>
    public CryptoSuite Suite { get; }

    /// <summary>Fingerprint of the master key that new keys are wrapped under.</summary>
    public string Current => _state.Current.Fingerprint;

    /// <summary>What wrapped keys carry of <see cref="Current"/>.</summary>
    public byte[] CurrentId => [.. _state.Current.Id];

    /// <summary>What a secret is before anything is stored: derived from the first master key, as it always was.</summary>
    public static KeptSecret Derived(MasterKey master, string name) =>
        new(master.Derive("fengqiao/" + name), CryptoSuite.International);

    public KeptSecret Secret(string name) => _state.Secrets[name];

    /// <summary>Takes over the secrets as they are stored.</summary>
    public void Keep(IReadOnlyDictionary<string, KeptSecret> secrets) => _state = _state with { Secrets = secrets };

    /// <summary>Wraps under this master key from now on; the ones before still open what was wrapped under them.</summary>
    public void Use(MasterKey master)
    {
        var state = _state;
        var opener = state.All.FirstOrDefault(o => o.Fingerprint == master.Fingerprint) ?? new Opener(master);
        _state = state with { Current = opener, All = [.. state.All.Where(o => o != opener), opener] };
    }

    /// <summary>Opens with this master key too, without wrapping under it.</summary>
    public void Accept(MasterKey master)
    {
        var state = _state;
        if (state.All.TrueForAll(o => o.Fingerprint != master.Fingerprint))
        {
            _state = state with { All = [.. state.All, new Opener(master)] };
        }
    }

    /// <summary>A wrapped key, bound to whose it is.</summary>
    public byte[] Wrap(Guid owner, ReadOnlySpan<byte> key)
    {
        var current = _state.Current;
        var wrapped = new byte[WrappedBytes];
        wrapped[0] = Suite.Id;
        current.Id.CopyTo(wrapped, 1);
        Sealing.Encrypt(Suite, current.WrappingKey(Suite), owner, key, wrapped, HeadBytes);
        return wrapped;
    }

    /// <summary>
    /// The key. Fails with <see cref="PersonalDataErrors.Erased"/> when there is none, <see cref="PersonalDataErrors.WrongKey"/> under a master key
    /// this ring has not, <see cref="PersonalDataErrors.Damaged"/> when a byte was changed or it is somebody else's.
    /// </summary>
    public Result<byte[]> Unwrap(Guid owner, byte[] wrapped)
    {
        if (wrapped.Length == 0)
        {
            return new Error(PersonalDataErrors.Erased, ErrorKind.NotFound);
        }

        if (wrapped.Length != WrappedBytes || CryptoSuite.Of(wrapped[0]) is not { } suite)
        {
            return PersonalDataErrors.Unavailable(PersonalDataErrors.Damaged);
        }

        var state = _state;
        if (state.All.Find(o => wrapped.AsSpan(1, KeyIdBytes).SequenceEqual(o.Id)) is not { } opener)
        {
            return PersonalDataErrors.Unavailable(PersonalDataErrors.WrongKey, Convert.ToHexStringLower(wrapped.AsSpan(1, KeyIdBytes)), Convert.ToHexStringLower(state.Current.Id));
        }

        var key = new byte[CryptoSuite.KeyBytes];
        return Sealing.TryDecrypt(suite, opener.WrappingKey(suite), owner, wrapped, HeadBytes, key)
            ? key
            : PersonalDataErrors.Unavailable(PersonalDataErrors.Damaged);
    }

    /// <summary>The same key under the current master key; null when it cannot be opened, which others have to be told.</summary>
    public byte[]? Rewrap(Guid owner, byte[] wrapped)
    {
        var opened = Unwrap(owner, wrapped);
        if (!opened.IsSuccess)
        {
            return null;
        }

        var again = Wrap(owner, opened.Value);
        CryptographicOperations.ZeroMemory(opened.Value);
        return again;
    }

    /// <summary>The id a secret is bound to when it is wrapped: of its name.</summary>
    public static Guid OwnerOf(string secret) => new(SHA256.HashData(Encoding.UTF8.GetBytes("fengqiao/secret/" + secret)).AsSpan(0, 16));

    private sealed record State(Opener Current, List<Opener> All, IReadOnlyDictionary<string, KeptSecret> Secrets);

    /// <summary>One master key, and what is derived from it for each family of algorithms.</summary>
    private sealed class Opener(MasterKey master)
    {
        private readonly Dictionary<byte, byte[]> _keys = CryptoSuite.All.ToDictionary(s => s.Id, s => master.Derive(
            s == CryptoSuite.International ? "fengqiao/person-key-wrap" : "fengqiao/person-key-wrap/" + s.Name));

        public string Fingerprint { get; } = master.Fingerprint;

        public byte[] Id { get; } = Convert.FromHexString(master.Fingerprint)[..KeyIdBytes];

        public byte[] WrappingKey(CryptoSuite suite) => _keys[suite.Id];
    }
}
