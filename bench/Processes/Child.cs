using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Fengqiao.Bench.Processes;

/// <summary>A process of this run's own: its output is kept, and it is stopped by its id.</summary>
internal sealed partial class Child : IAsyncDisposable
{
    private const int SigTerm = 15;
    private const int SigQuit = 3;
    private const int SigKill = 9;
    private static readonly ConcurrentDictionary<int, int> Alive = new();
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly int _stopSignal;

    static Child()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => KillAll();
        AppDomain.CurrentDomain.UnhandledException += (_, _) => KillAll();
    }

    private Child(Process process, int stopSignal)
    {
        _process = process;
        _stopSignal = stopSignal;
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <param name="quickStop">Stop with SIGQUIT, as PostgreSQL's immediate shutdown wants it, rather than SIGTERM.</param>
    public static Child Start(IReadOnlyList<string> command, bool quickStop = false, string? workingDirectory = null)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = workingDirectory ?? AppContext.BaseDirectory,
        };
        start.Environment["FENGQIAO_LANG"] = "en";
        foreach (var inherited in (string[])["FENGQIAO_DATA", "FENGQIAO_DATABASE", "ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT"])
        {
            start.Environment.Remove(inherited);
        }

        var child = new Child(new Process { StartInfo = start }, quickStop ? SigQuit : SigTerm);
        child._process.OutputDataReceived += (_, line) => child.Take(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Take(line.Data);
        child._process.Start();
        Alive[child.Id] = child.Id;
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a command to its end and gives its output.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static async Task<string> RunAsync(IReadOnlyList<string> command, string? workingDirectory = null)
    {
        await using var child = Start(command, workingDirectory: workingDirectory);
        await child._process.WaitForExitAsync();
        return child._process.ExitCode == 0
            ? child.Output
            : throw new InvalidOperationException($"{Path.GetFileName(command[0])} {command.ElementAtOrDefault(1)} ended with {child._process.ExitCode}:\n{child.Output}");
    }

    /// <summary>Resident memory now and at its highest, in bytes.</summary>
    public (long Now, long Peak) Memory()
    {
        var status = File.ReadAllLines($"/proc/{Id}/status");
        return (Field("VmRSS:"), Field("VmHWM:"));

        long Field(string name) => long.Parse(
            status.First(l => l.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan Processor()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _ = Kill(Id, _stopSignal);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
            }
        }

        Alive.TryRemove(Id, out _);
        _process.Dispose();
    }

    /// <summary>For a run that is broken off: nothing of it may go on.</summary>
    private static void KillAll()
    {
        foreach (var id in Alive.Keys)
        {
            _ = Kill(id, SigKill);
        }
    }

    private void Take(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
