namespace Fengqiao.Organization.Domain;

/// <summary>How many wrong passwords in a row lock, and for how long (GB/T 22239 8.1.4.1 b).</summary>
internal static class FailureRule
{
    public const int Allowed = 5;

    public static readonly TimeSpan LockFor = TimeSpan.FromMinutes(10);

    /// <summary>Counts one more.</summary>
    /// <returns>The new count, and until when it locks if this one did.</returns>
    public static (int Count, DateTime? LockedUntilUtc) Next(int count, DateTime nowUtc) =>
        count + 1 < Allowed ? (count + 1, null) : (0, nowUtc + LockFor);
}
