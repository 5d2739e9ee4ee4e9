using Fengqiao.Kernel;
using Fengqiao.Platform.Access;

namespace Fengqiao.Organization.Access;

/// <summary>
/// Slows down whoever tries passwords from one place. Only failures count, so that a whole office behind one address can sign
/// in at half past eight. Kept per node: the lock of the account itself is in the store.
/// </summary>
internal sealed class AttemptLimiter(CountyClock clock)
{
    public const int FailuresAllowed = 30;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const int MostSources = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (DateTime Began, int Count)> _sources = new(StringComparer.Ordinal);

    /// <summary>Takes an attempt; returns how long to wait when there is none left.</summary>
    public TimeSpan? Take(string source)
    {
        var now = clock.UtcNow;
        var key = NetworkSource.Of(source);
        lock (_lock)
        {
            if (!_sources.TryGetValue(key, out var used) || now - used.Began >= Window)
            {
                Tidy(now);
                used = (now, 0);
            }

            if (used.Count >= FailuresAllowed)
            {
                return used.Began + Window - now;
            }

            _sources[key] = (used.Began, used.Count + 1);
            return null;
        }
    }

    /// <summary>Gives the attempt back: it was the right password.</summary>
    public void GiveBack(string source)
    {
        var key = NetworkSource.Of(source);
        lock (_lock)
        {
            if (_sources.TryGetValue(key, out var used) && used.Count > 0)
            {
                _sources[key] = (used.Began, used.Count - 1);
            }
        }
    }

    private void Tidy(DateTime now)
    {
        if (_sources.Count < MostSources)
        {
            return;
        }

        foreach (var old in _sources.Where(s => now - s.Value.Began >= Window).Select(s => s.Key).ToList())
        {
            _sources.Remove(old);
        }

        if (_sources.Count >= MostSources)
        {
            _sources.Clear();
        }
    }
}
