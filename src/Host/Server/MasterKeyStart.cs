using Fengqiao.Kernel;
using Fengqiao.Platform.PersonalData;

namespace Fengqiao.Host.Server;

/// <summary>
/// Loads the keys that personal data hang on, once the store can say which they are: with another master key names would be lost,
/// and with a new one beside old data half of them would.
/// </summary>
internal sealed class MasterKeyStart(StoredKeys stored, ServerOptions options, CookieKeyFiles cookies)
{
    private KeyRing? _ring;

    /// <exception cref="InvalidOperationException">Asked for before <see cref="LoadAsync"/>.</exception>
    public KeyRing Ring => _ring ?? throw new InvalidOperationException("The store is not open yet.");

    public async Task<Error?> LoadAsync(CancellationToken ct)
    {
        var loaded = await stored.LoadAsync(options.Cryptography, ct);
        if (loaded.Failed(out var error))
        {
            return error;
        }

        _ring = loaded.Value;
        cookies.Rewrap(_ring);
        return null;
    }
}
