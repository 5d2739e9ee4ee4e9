namespace Fengqiao.TestKit;

/// <summary>What a command printed and how it ended.</summary>
/// <param name="ExitCode">0, 1 or 2; 128 + n when signal n killed it.</param>
/// <param name="StandardOutput">What a pipe behind the command would get.</param>
/// <param name="Output">Standard output and error, as a person at the terminal sees them.</param>
public sealed record CommandResult(int ExitCode, string StandardOutput, string Output);

/// <summary>Runs the product's command line as a process, like <c>./fengqiao</c> does after building.</summary>
public static class HostCommand
{
    /// <summary>Runs a command to its end.</summary>
    public static async Task<CommandResult> RunAsync(params string[] arguments)
    {
        await using GuardedProcess process = await StartAsync(arguments);
        int code = await process.Exited.WaitAsync(TimeSpan.FromMinutes(5));
        return new CommandResult(code, process.StandardOutput, process.Output);
    }

    /// <summary>Starts a command. Settings of the developer's own shell do not reach it.</summary>
    public static Task<GuardedProcess> StartAsync(
        IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        string dll = Path.Combine(Repository.HostOutput, "Fengqiao.Host.dll");
        if (!File.Exists(dll))
        {
            throw new InvalidOperationException($"{dll} is not built.");
        }

        var variables = new Dictionary<string, string?>(environment ?? new Dictionary<string, string?>(), StringComparer.Ordinal);
        foreach (string inherited in (string[])["FENGQIAO_DATA", "FENGQIAO_DATABASE", "ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT"])
        {
            variables.TryAdd(inherited, null);
        }

        return GuardedProcess.StartAsync(["dotnet", dll, .. arguments], variables);
    }
}
