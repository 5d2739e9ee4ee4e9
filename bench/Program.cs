using System.Globalization;
using Fengqiao.Bench;
using Fengqiao.Bench.Bare;
using Fengqiao.Bench.Measures;
using Fengqiao.Bench.Processes;

if (args is ["bare", var port, var store, var connection])
{
    await BareServer.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), Enum.Parse<StoreKind>(store), connection);
    return 0;
}

Options options;
try
{
    options = Options.Parse(args, Environment.GetEnvironmentVariable("FENGQIAO_BENCH_RESULTS") ?? "results");
}
catch (FormatException e)
{
    await Console.Error.WriteLineAsync(e.Message + "\n\n" + Options.Usage);
    return 2;
}

using var folder = new WorkFolder("run");
var report = new Report(options, args);
foreach (var kind in options.Stores)
{
    await using var postgres = kind == StoreKind.Postgres ? await PostgresServer.StartAsync() : null;
    report.PostgresVersion ??= postgres is null ? null : await postgres.VersionAsync();
    Console.WriteLine($"{kind}: making the county ...");
    var ground = await Ground.PrepareAsync(options, kind, folder, postgres);
    // Starting and memory first, while the county has its usual size; the others leave their cases behind.
    foreach (var (what, measure) in (IEnumerable<(string, Func<Ground, Task<Table>>)>)
             [("start", Starts.RunAsync), ("memory", IdleMemory.RunAsync), ("import", ImportCases.RunAsync), ("cases", RegisterCases.RunAsync), ("moves", MoveCases.RunAsync), ("recount", RecountClocks.RunAsync), ("indicators", IndicatorMonths.RunAsync), ("same", SameMatters.RunAsync), ("desk", DeskPages.RunAsync)])
    {
        if (options.Whats.Contains(what))
        {
            Console.WriteLine($"{kind}: {what}");
            report.Add(what, await measure(ground));
        }
    }
}

report.Write(TimeProvider.System.GetUtcNow());
return 0;
