using System.Globalization;
using Fengqiao.Bench.Load;
using Fengqiao.Bench.Processes;

namespace Fengqiao.Bench.Measures;

/// <summary>Resident memory of a server with the county: idle, and after the first people have looked at it.</summary>
internal static class IdleMemory
{
    private const int Requests = 50;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);

    private static readonly string[] Pages =
    [
        "/", "/sign-in", "/cases", "/work", "/report", "/track", "/api/v1/cases?pageSize=50", "/api/v1/regions", "/api/v1/statistics/summary", "/api/v1/me",
    ];

    public static async Task<Table> RunAsync(Ground ground)
    {
        var table = new Table($"memory on {ground.Kind}", "server", "10 s after ready MB", $"after {Requests} requests MB", "highest MB");
        var token = await Server.TokenAsync(ground.County, "county-dispatcher");
        double idle, used, bare;
        await using (var product = await Server.StartProductAsync(ground.County))
        {
            await Task.Delay(Settle, TimeProvider.System);
            idle = product.Process.Memory().Now / 1e6;
            using var client = await RawClient.ConnectAsync(product.Port);
            for (var i = 0; i < Requests; i++)
            {
                var answer = await client.SendAsync(RawClient.Get(Pages[i % Pages.Length], $"Accept: */*\r\nAuthorization: Bearer {token}\r\n"));
                if (answer.Status >= 400)
                {
                    throw new InvalidOperationException($"{Pages[i % Pages.Length]} answered {answer.Status}.");
                }
            }

            var (now, peak) = product.Process.Memory();
            used = now / 1e6;
            table.Add("Fengqiao", idle, used, peak / 1e6);
        }

        await using (var server = await Server.StartBareAsync(ground.Kind, ground.BareStore))
        {
            await Task.Delay(Settle, TimeProvider.System);
            var (now, peak) = server.Process.Memory();
            bare = now / 1e6;
            table.Add("bare", bare, "", peak / 1e6);
        }

        table.Conclude(string.Create(CultureInfo.InvariantCulture, 
            $"memory on {ground.Kind}: **{idle:F0} MB** idle, {used:F0} MB after {Requests} requests; {idle / bare:F1} times the bare server's {bare:F0} MB."));
        return table;
    }
}
