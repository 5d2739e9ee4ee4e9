using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Fengqiao.TestKit;

namespace Fengqiao.Providers.Tests.Durability;

/// <summary>What the client knows: sent, acknowledged with which number, change acknowledged. It survives every kill.</summary>
internal sealed class Ledger
{
    public ConcurrentDictionary<int, byte> Sent { get; } = new();

    /// <summary>Request to the number it was told.</summary>
    public ConcurrentDictionary<int, long> Told { get; } = new();

    public ConcurrentDictionary<int, byte> Changed { get; } = new();

    /// <summary>What was told two different things: there must be none.</summary>
    public ConcurrentBag<int> Contradicted { get; } = [];

    /// <summary>What was answered with anything but success.</summary>
    public ConcurrentBag<string> Refused { get; } = [];

    /// <summary>How many were acknowledged although something had been refused before.</summary>
    public int ToldAfterRefusal { get; private set; }

    public IEnumerable<int> InDoubt => Sent.Keys.Except(Told.Keys);

    public void Note(string line)
    {
        var parts = line.Split(' ');
        var request = int.Parse(parts[1], CultureInfo.InvariantCulture);
        switch (parts[0])
        {
            case ">":
                Sent.TryAdd(request, 0);
                break;
            case "+":
                var number = long.Parse(parts[2], CultureInfo.InvariantCulture);
                ToldAfterRefusal += Refused.IsEmpty ? 0 : 1;
                if (Told.GetOrAdd(request, number) != number)
                {
                    Contradicted.Add(request);
                }

                break;
            case "=":
                Changed.TryAdd(request, 0);
                break;
            default:
                Refused.Add(line);
                break;
        }
    }
}

/// <summary>One writing process, killed without warning.</summary>
internal sealed class VictimProcess : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private VictimProcess(Process process) => _process = process;

    /// <summary>Starts it and returns at once: the next one gets ready while this one writes.</summary>
    /// <param name="under">A program that runs it, with its arguments.</param>
    public static VictimProcess Start(string folder, string? connection, Ledger ledger, params string[] under) => Start(folder, connection, 0, ledger, under);

    /// <param name="folder">Its data folder.</param>
    /// <param name="connection">Null for SQLite.</param>
    /// <param name="chain">Number of its audit chain, for a node of several.</param>
    public static VictimProcess Start(string folder, string? connection, int chain, Ledger ledger, params string[] under)
    {
        string[] command = [.. under, "dotnet"];
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(typeof(Victim).Assembly.Location);
        start.ArgumentList.Add(folder);
        if (connection is not null)
        {
            start.ArgumentList.Add(connection);
            start.ArgumentList.Add(chain.ToString(CultureInfo.InvariantCulture));
        }

        start.Environment["DOTNET_TieredPGO"] = "0";
        var victim = new VictimProcess(new Process { StartInfo = start });
        victim._process.OutputDataReceived += (_, line) => victim.Hear(line.Data, ledger);
        victim._process.Start();
        victim._process.BeginOutputReadLine();
        return victim;
    }

    public Task ReadyAsync() => _ready.Task.WaitAsync(TimeSpan.FromSeconds(60));

    /// <param name="next">First number for new requests.</param>
    /// <param name="repeats">Requests whose answer was never heard.</param>
    public async Task GoAsync(int next, IEnumerable<int> repeats)
    {
        await _process.StandardInput.WriteLineAsync(string.Join(' ', repeats.Prepend(next)));
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>SIGSTOP, SIGCONT.</summary>
    public void Signal(int signal) => GuardedProcess.Send(_process.Id, signal);

    /// <summary>SIGKILL; what it had said before is heard to the end.</summary>
    public async Task KillAsync()
    {
        _process.HasExited.ShouldBeFalse("it ended by itself");
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void Hear(string? line, Ledger ledger)
    {
        if (line == Victim.Ready)
        {
            _ready.TrySetResult();
        }
        else if (line is { Length: > 2 })
        {
            ledger.Note(line);
        }
    }
}
