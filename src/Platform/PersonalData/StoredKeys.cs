using System.Globalization;
using System.Security.Cryptography;
using Fengqiao.Kernel;
using Fengqiao.Platform.Cryptography;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Platform.PersonalData;

/// <summary>
/// What the database says of its keys: the fingerprint of its master key, that of the one to follow while it is being changed, and the
/// secrets that outlive both, wrapped.
/// </summary>
public sealed class StoredKeys(CommitLane lane, MasterKeySource source)
{
    /// <summary>Fingerprint of the master key.</summary>
    public const string Current = "master-key";

    /// <summary>Fingerprint of the master key that personal keys are being wrapped under anew; absent when none is.</summary>
    public const string Next = "master-key-next";

    private const string SecretPrefix = "secret:";

    /// <summary>The keys of this database, loaded from their source; made when the database is new.</summary>
    /// <param name="suite">Algorithms for what is sealed from now on.</param>
    public async Task<Result<KeyRing>> LoadAsync(CryptoSuite suite, CancellationToken ct)
    {
        var facts = await ReadAsync(ct);
        var isNew = facts.Current is null;
        var loaded = source.Load(facts.Current);
        if (isNew && loaded.IsSuccess)
        {
            // Another node may have made its own key in the same moment: the one stored first counts.
            await lane.RunAloneAsync((db, token) => InstallationFacts.SetOnceAsync(db, Current, loaded.Value.Fingerprint, token), ct);
            facts = await ReadAsync(ct);
            loaded = source.Load(facts.Current);
        }

        if (loaded.Failed(out var error))
        {
            return error;
        }

        var ring = new KeyRing(loaded.Value, suite);
        if (facts.Next is { } next)
        {
            var following = source.Load(next);
            if (following.Failed(out error))
            {
                return error;
            }

            ring.Use(following.Value);
        }

        source.Promote(facts.Current!);
        return (await KeepSecretsAsync(ring, loaded.Value, isNew, ct)).Then<KeyRing>(_ => ring);
    }

    public async Task<(string? Current, string? Next)> ReadAsync(CancellationToken ct)
    {
        (string?, string?) read = default;
        await lane.RunAloneAsync(async (db, token) => read = (await InstallationFacts.FindAsync(db, Current, token), await InstallationFacts.FindAsync(db, Next, token)), ct);
        return read;
    }

    /// <summary>The secrets, wrapped under the ring's current master key, and that key as the database's own.</summary>
    public static Commit Changed(KeyRing ring)
    {
        var commit = new Commit().Upsert(new InstallationFact { Name = Current, Value = ring.Current });
        foreach (var name in KeyRing.SecretNames)
        {
            commit.Upsert(new InstallationFact { Name = SecretPrefix + name, Value = Encode(ring, name, ring.Secret(name)) });
        }

        return commit.Delete(new InstallationFact { Name = Next, Value = "" });
    }

    /// <summary>Opens the secrets as they are stored, for tools that read a database beside its server.</summary>
    /// <param name="facts">All of the installation's facts.</param>
    public static Result<Done> Open(KeyRing ring, IReadOnlyDictionary<string, string> facts)
    {
        var secrets = new Dictionary<string, KeptSecret>(StringComparer.Ordinal);
        foreach (var name in KeyRing.SecretNames.Where(n => facts.ContainsKey(SecretPrefix + n)))
        {
            var opened = Decode(ring, name, facts[SecretPrefix + name]);
            if (opened.Failed(out var error))
            {
                return error;
            }

            secrets[name] = opened.Value;
        }

        foreach (var name in KeyRing.SecretNames.Where(n => !secrets.ContainsKey(n)))
        {
            secrets[name] = ring.Secret(name);
        }

        ring.Keep(secrets);
        return Done.Instance;
    }

    /// <summary>In a new database secrets are random; in one from before they were kept they stay what was derived from its key.</summary>
    private async Task<Result<Done>> KeepSecretsAsync(KeyRing ring, MasterKey first, bool isNew, CancellationToken ct)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        await lane.RunAloneAsync(async (db, token) =>
        {
            foreach (var name in KeyRing.SecretNames)
            {
                var fresh = isNew ? new KeptSecret(RandomNumberGenerator.GetBytes(CryptoSuite.KeyBytes), ring.Suite) : KeyRing.Derived(first, name);
                facts[SecretPrefix + name] = await InstallationFacts.FindAsync(db, SecretPrefix + name, token)
                    ?? await InstallationFacts.SetOnceAsync(db, SecretPrefix + name, Encode(ring, name, fresh), token);
            }
        }, ct);
        return Open(ring, facts);
    }

    private static string Encode(KeyRing ring, string name, KeptSecret secret) =>
        string.Create(CultureInfo.InvariantCulture, $"{secret.Suite.Id}:{Convert.ToBase64String(ring.Wrap(KeyRing.OwnerOf(name), secret.Key))}");

    private static Result<KeptSecret> Decode(KeyRing ring, string name, string text)
    {
        var parts = text.Split(':', 2);
        return byte.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) && CryptoSuite.Of(id) is { } suite && parts.Length == 2
            ? ring.Unwrap(KeyRing.OwnerOf(name), Convert.FromBase64String(parts[1])).Map(key => new KeptSecret(key, suite))
            : PersonalDataErrors.Unavailable(PersonalDataErrors.Damaged);
    }
}
