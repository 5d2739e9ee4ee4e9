using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;

namespace Fengqiao.Organization.Access;

/// <summary>
/// Stands in for accounts that do not exist, so that trying them looks and locks like trying one that does: nobody learns
/// which names are in use.
/// </summary>
internal sealed class UnknownAccounts(CountyClock clock)
{
    private const int Most = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Account> _tried = new(StringComparer.Ordinal);

    /// <summary>Until when the name is locked; null when it may be tried.</summary>
    public DateTime? LockedUntil(string key)
    {
        lock (_lock)
        {
            return _tried.TryGetValue(key, out var account) && account.IsLockedAt(clock.UtcNow) ? account.LockedUntilUtc : null;
        }
    }

    /// <summary>Counts a failure; true when it was the one that locks.</summary>
    public bool Fail(string key)
    {
        lock (_lock)
        {
            if (!_tried.TryGetValue(key, out var account))
            {
                if (_tried.Count >= Most)
                {
                    _tried.Clear();
                }

                _tried[key] = account = new Account { Id = Guid.Empty, Name = "", NameKey = key, SecurityStamp = "" };
            }

            return account.Fail(clock.UtcNow);
        }
    }
}
