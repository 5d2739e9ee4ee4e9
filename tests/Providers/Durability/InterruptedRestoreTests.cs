using System.Diagnostics;
using Fengqiao.TestKit;
using Microsoft.Data.Sqlite;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Providers.Tests.Durability;

/// <summary>A restore that is killed leaves what was there, or what was to be there, or a folder in which nothing starts until it is restored again.</summary>
public sealed class InterruptedRestoreTests
{
    private const int Kills = 2;

    [Fact]
    public async Task Restore_KilledAtAnyMoment_LeavesOneCountyOrTheOther_AndIsRepeated()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var files = new TempFolder();
        var data = database.DataFolder;
        await RunAsync(0, "import", "regions", files.Write("old.csv", "代码,名称\n339901,溪山县\n"), "--data", data);
        var backup = Path.Combine(files.FullName, "county.fqb");
        await RunAsync(0, "backup", "--to", backup, "--data", data);
        await RunAsync(0, "import", "regions", files.Write("new.csv", "代码,名称\n339901101,枫林镇\n"), "--data", data);
        var began = Stopwatch.GetTimestamp();
        await RunAsync(0, "restore", backup, "--replace", "--data", data);
        var whole = Stopwatch.GetElapsedTime(began);
        (await RegionsAsync(data)).ShouldBe(1);

        var random = new Random(5);
        for (var kill = 0; kill < Kills; kill++)
        {
            await RunAsync(0, "import", "regions", files.Write("new.csv", "代码,名称\n339901101,枫林镇\n"), "--data", data);
            await using (var restore = await HostCommand.StartAsync(["restore", backup, "--replace", "--data", data]))
            {
                // Most of it is reading the backup; the end, where names change hands, is short.
                await Task.Delay(whole * (0.4 + (0.6 * random.NextDouble())), TimeProvider.System);
                await restore.StopAsync(GuardedProcess.SigKill);
            }

            if (File.Exists(Path.Combine(data, "restoring")) || !File.Exists(Path.Combine(data, "fengqiao.db")))
            {
                await RunAsync(1, "audit", "verify", "--data", data);
            }
            else
            {
                (await RegionsAsync(data)).ShouldBeInRange(1, 2);
                await RunAsync(0, "audit", "verify", "--data", data);
            }

            await RunAsync(0, "restore", backup, "--replace", "--data", data);
            (await RegionsAsync(data)).ShouldBe(1);
        }
    }

    private static async Task RunAsync(int expected, params string[] arguments)
    {
        var result = await HostCommand.RunAsync(arguments);
        result.ExitCode.ShouldBe(expected, $"{arguments[0]}: {result.Output}");
    }

    private static async Task<int> RegionsAsync(string data)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "fengqiao.db")};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        (await command.ExecuteScalarAsync()).ShouldBe("ok");
        command.CommandText = "SELECT count(*) FROM regions";
        return Convert.ToInt32(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
