using System.Diagnostics;

namespace Fengqiao.TestKit;

/// <summary>Waits in real time for what other processes and threads bring about.</summary>
public static class Eventually
{
    /// <summary>Looks every 20 ms until the condition holds.</summary>
    /// <returns>Whether it came to hold within the time given, ten seconds by default.</returns>
    public static async Task<bool> HoldsAsync(Func<Task<bool>> condition, TimeSpan? patience = null)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > (patience ?? TimeSpan.FromSeconds(10)))
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        return true;
    }

    /// <inheritdoc cref="HoldsAsync(Func{Task{bool}}, TimeSpan?)"/>
    public static Task<bool> HoldsAsync(Func<bool> condition, TimeSpan? patience = null) =>
        HoldsAsync(() => Task.FromResult(condition()), patience);
}
