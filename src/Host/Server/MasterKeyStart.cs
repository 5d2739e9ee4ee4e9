using Fengqiao.Host.Settings;
using Fengqiao.Kernel;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Host.Server;

/// <summary>
/// Loads the key that personal data hang on, once the store can say which key that is: with another key names would be lost,
/// and with a new one beside old data half of them would.
/// </summary>
internal sealed class MasterKeyStart(CommitLane lane, DataFolder folder)
{
    private const string Fact = "master-key";
    private MasterKey? _key;

    /// <exception cref="InvalidOperationException">Asked for before <see cref="LoadAsync"/>.</exception>
    public MasterKey Key => _key ?? throw new InvalidOperationException("The store is not open yet.");

    public async Task<Error?> LoadAsync(CancellationToken ct)
    {
        var known = await FingerprintAsync(null, ct);
        var loaded = Load(known);
        if (known is null && loaded.IsSuccess)
        {
            // Another node may have made its own key in the same moment: the one stored first counts.
            loaded = Load(await FingerprintAsync(loaded.Value.Fingerprint, ct));
        }

        if (loaded.Failed(out var error))
        {
            return error;
        }

        _key = loaded.Value;
        return null;
    }

    private Result<MasterKey> Load(string? fingerprint) =>
        MasterKey.Load(folder.Path, Environment.GetEnvironmentVariable(MasterKey.Variable), fingerprint);

    /// <summary>The fingerprint stored with the data, after storing the one given if there was none.</summary>
    private async Task<string?> FingerprintAsync(string? first, CancellationToken ct)
    {
        string? stored = null;
        await lane.RunAloneAsync(async (db, token) =>
        {
            if (first is not null)
            {
                await db.ExecuteAsync("INSERT INTO installation_facts (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING",
                    token, ("name", Fact), ("value", first));
            }

            stored = (string?)await db.ScalarAsync("SELECT value FROM installation_facts WHERE name = @name", token, ("name", Fact));
        }, ct);
        return stored;
    }
}
