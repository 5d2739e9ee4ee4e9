using System.Globalization;
using Fengqiao.TestKit;
using Microsoft.Data.Sqlite;

namespace Fengqiao.EndToEnd.Tests.Cli;

/// <summary>The command line as an English-speaking operator uses it.</summary>
internal static class Shell
{
    private static readonly Dictionary<string, string?> English = new() { ["FENGQIAO_LANG"] = "en" };

    public static async Task<CommandResult> RunAsync(params string[] arguments)
    {
        await using GuardedProcess process = await HostCommand.StartAsync(arguments, English);
        int code = await process.Exited.WaitAsync(TimeSpan.FromMinutes(3));
        return new CommandResult(code, process.StandardOutput, process.Output);
    }

    /// <summary>Runs a command with a line on its standard input.</summary>
    public static async Task<CommandResult> RunWithInputAsync(string line, params string[] arguments)
    {
        string dll = Path.Combine(Repository.HostOutput, "Fengqiao.Host.dll");
        await using GuardedProcess process = await GuardedProcess.StartAsync(
            ["sh", "-c", "line=$1; shift; printf '%s\\n' \"$line\" | \"$@\"", "sh", line, "dotnet", dll, .. arguments], English);
        int code = await process.Exited.WaitAsync(TimeSpan.FromMinutes(3));
        return new CommandResult(code, process.StandardOutput, process.Output);
    }

    public static Task<RunningServer> ServeAsync(string data, string? database = null, params string[] command) =>
        RunningServer.StartAsync(data, database, command.Length == 0 ? null : command, English);

    /// <summary>A town and its county, as an import takes them.</summary>
    public static string Regions(TempFolder folder) =>
        folder.Write("regions.csv", "代码,名称\n330000,浙江省\n330600,绍兴市\n330681,诸暨市\n330681100,枫桥镇\n");

    /// <summary>Runs a statement on a database that no server has open.</summary>
    public static object? Sql(string data, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(data, "fengqiao.db"), Pooling = false }.ConnectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
