using System.Globalization;
using Fengqiao.Bench.Processes;

namespace Fengqiao.Bench.Measures;

/// <summary>Time from the start of the process to the first 200 of <c>/health/ready</c>, with a county and with nothing.</summary>
internal static class Starts
{
    private const int Times = 5;

    public static async Task<Table> RunAsync(Ground ground)
    {
        var table = new Table($"start on {ground.Kind}", "run", "with the county s", "first start, empty s", "bare server s");
        var (county, first, bare) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < Times; i++)
        {
            county.Add(await SecondsAsync(Server.StartProductAsync(ground.County)));
            first.Add(await SecondsAsync(Server.StartProductAsync(await ground.EmptyAsync())));
            bare.Add(await SecondsAsync(Server.StartBareAsync(ground.Kind, ground.BareStore)));
            table.Add(i + 1, county[i], first[i], bare[i]);
        }

        table.Conclude(string.Create(CultureInfo.InvariantCulture, 
            $"start on {ground.Kind}: ready in **{Duel.Median(county):F2} s** with the county, {Duel.Median(first):F2} s on an empty folder (median of {Times}); {Duel.Median(county) / Duel.Median(bare):F1} times the bare server's {Duel.Median(bare):F2} s."));
        return table;
    }

    private static async Task<double> SecondsAsync(Task<Server> starting)
    {
        await using var server = await starting;
        return server.UntilReady.TotalSeconds;
    }
}
