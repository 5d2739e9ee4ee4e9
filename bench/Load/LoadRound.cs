using System.Collections.Concurrent;
using System.Diagnostics;
using Fengqiao.Bench.Processes;

namespace Fengqiao.Bench.Load;

/// <summary>Sends one request and waits for its answer; the time is kept.</summary>
internal delegate Task<Answer> Send(byte[] request);

/// <summary>One unit of work of a client.</summary>
/// <returns>How many acts it did; 0 when there is nothing left to do.</returns>
internal delegate Task<int> Work(Send send);

/// <summary>What one side did in one round.</summary>
/// <param name="Done">Acts acknowledged.</param>
/// <param name="ClientShare">Processor time of the load generator by elapsed time; 1 is a whole core.</param>
/// <param name="Processor">Processor time of the server process, without that of PostgreSQL.</param>
internal sealed record RoundResult(int Done, TimeSpan Took, double MedianMs, double P99Ms, double ClientShare, TimeSpan Processor)
{
    /// <summary>Processor time per act: the figure that other work on the machine disturbs least.</summary>
    public double ProcessorMs => Processor.TotalMilliseconds / Done;

    public double PerSecond => Done / Took.TotalSeconds;
}

/// <summary>Concurrent clients that each do one unit of work after the other until the time is up.</summary>
internal static class LoadRound
{
    /// <summary>The work, ended after so many units.</summary>
    public static Work AtMost(int units, Work work)
    {
        var left = units;
        return send => Interlocked.Decrement(ref left) >= 0 ? work(send) : Task.FromResult(0);
    }

    public static async Task<RoundResult> RunAsync(int port, Child server, int connections, TimeSpan length, Work work)
    {
        var clients = new RawClient[connections];
        for (var i = 0; i < connections; i++)
        {
            clients[i] = await RawClient.ConnectAsync(port);
        }

        var times = new ConcurrentBag<List<double>>();
        using var self = Process.GetCurrentProcess();
        var (clientBefore, serverBefore) = (self.TotalProcessorTime, server.Processor());
        var clock = Stopwatch.StartNew();
        var done = await Task.WhenAll(clients.Select(c => Task.Run(() => RunClientAsync(c))));
        clock.Stop();
        self.Refresh();
        var (client, took) = (self.TotalProcessorTime - clientBefore, server.Processor() - serverBefore);
        Array.ForEach(clients, c => c.Dispose());
        var sorted = times.SelectMany(t => t).Order().ToList();
        return new RoundResult(done.Sum(), clock.Elapsed, Quantile(sorted, 0.5), Quantile(sorted, 0.99), client / clock.Elapsed, took);

        async Task<int> RunClientAsync(RawClient client)
        {
            var mine = new List<double>(4096);
            times.Add(mine);
            var sum = 0;
            while (clock.Elapsed < length)
            {
                var acts = await work(async request =>
                {
                    var from = Stopwatch.GetTimestamp();
                    var answer = await client.SendAsync(request);
                    mine.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
                    return answer;
                });
                if (acts == 0)
                {
                    break;
                }

                sum += acts;
            }

            return sum;
        }
    }

    private static double Quantile(List<double> sorted, double q) => sorted.Count == 0 ? 0 : sorted[(int)(q * (sorted.Count - 1))];
}
