using System.Collections.Concurrent;

namespace Fengqiao.Host.Demo.Live;

/// <summary>What the simulated county did and how the server bore it. Its own size does not grow with time. Thread-safe.</summary>
internal sealed class LiveFigures
{
    // Buckets of five per cent: fine enough for a percentile, and the same few hundred numbers after a day as after a minute.
    private const double Step = 0.05;
    private const int Buckets = 300;

    private readonly long[] _times = new long[Buckets];
    private readonly ConcurrentDictionary<string, long> _acts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _errors = new(StringComparer.Ordinal);
    private long _requests;
    private long _yielded;
    private long _waited;

    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Times that somebody else, perhaps a person in a browser, had moved the case first.</summary>
    public long Yielded => Interlocked.Read(ref _yielded);

    /// <summary>Times that the server asked to wait, and the client did.</summary>
    public long Waited => Interlocked.Read(ref _waited);

    public long Acts => _acts.Values.Sum();

    public long Errors => _errors.Values.Sum();

    public IReadOnlyList<KeyValuePair<string, long>> ActsByKind => Sorted(_acts);

    public IReadOnlyList<KeyValuePair<string, long>> ErrorsByCode => Sorted(_errors);

    /// <summary>Resident memory of the server's process, which the simulation shares, in megabytes.</summary>
    public static long MemoryMegabytes => Environment.WorkingSet >> 20;

    public void Answered(TimeSpan took)
    {
        Interlocked.Increment(ref _requests);
        var bucket = (int)(Math.Log(1 + took.TotalMilliseconds * 10) / Step);
        Interlocked.Increment(ref _times[Math.Min(bucket, Buckets - 1)]);
    }

    public void Did(string act) => _acts.AddOrUpdate(act, 1, static (_, count) => count + 1);

    public void Failed(string code) => _errors.AddOrUpdate(code, 1, static (_, count) => count + 1);

    public void GaveWay() => Interlocked.Increment(ref _yielded);

    public void Waiting() => Interlocked.Increment(ref _waited);

    /// <summary>The time, in milliseconds, within which a share of all requests was answered; 0 before the first.</summary>
    public double Percentile(double share)
    {
        var rest = share * Requests;
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            rest -= Interlocked.Read(ref _times[bucket]);
            if (rest <= 0)
                return Requests == 0 ? 0 : Math.Round((Math.Exp((bucket + 1) * Step) - 1) / 10, 1);
        }
        return 0;
    }

    private static List<KeyValuePair<string, long>> Sorted(ConcurrentDictionary<string, long> counts) =>
        [.. counts.ToArray().OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)];
}
