using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Fengqiao.TestKit;

/// <summary>
/// A child process that never outlives the tests: a small shell watches a pipe held by the test process and
/// signals the child when the pipe closes, so that even a killed test run leaves nothing behind.
/// </summary>
/// <remarks>
/// <c>PR_SET_PDEATHSIG</c> would not do: it fires when the <em>thread</em> that forked ends, and .NET forks on pool threads.
/// </remarks>
public sealed partial class GuardedProcess : IAsyncDisposable
{
    public const int SigQuit = 3;
    public const int SigKill = 9;
    public const int SigTerm = 15;
    public const int SigStop = 19;
    public const int SigContinue = 18;

    // $1 signal that stops the child, $2 folder to delete if the test process is gone by then ("" for none), then the command.
    internal const string Guard = """
        signal=$1; folder=$2; shift 2
        trap '' INT
        exec 3<&0
        sh -c 'echo $$; exec "$@"' sh "$@" </dev/null 3<&- &
        child=$!
        {
          while read -r line; do :; done
          kill -"$signal" $child
          for second in 1 2 3 4 5 6 7 8 9 10; do sleep 1; done
          kill -KILL $child
        } <&3 >/dev/null 2>&1 &
        watcher=$!
        exec 3<&-
        wait $child; code=$?
        kill $watcher
        # A dead parent may stay a zombie for a while, but a child of its own it no longer has.
        if [ -n "$folder" ] && ! grep -q "^PPid:[[:space:]]*$PPID\$" /proc/$$/status; then rm -rf "$folder"; fi
        exit $code
        """;

    private readonly Process _guard;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _standardOutput = new();
    private readonly TaskCompletionSource<int> _pid = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GuardedProcess(Process guard) => _guard = guard;

    /// <summary>The process id of the command itself, not of its guard.</summary>
    public int Id { get; private set; }

    /// <summary>Ends when the command has ended; gives its exit code (128 + n when signal n killed it).</summary>
    public Task<int> Exited { get; private set; } = Task.FromResult(0);

    /// <summary>Everything the command has written so far, standard output and error in the order of arrival.</summary>
    public string Output => Read(_output);

    /// <summary>What the command has written to standard output alone: what a pipe behind it would get.</summary>
    public string StandardOutput => Read(_standardOutput);

    /// <summary>Starts a command under guard.</summary>
    /// <param name="command">Program and arguments.</param>
    /// <param name="environment">Variables to set; null values remove one.</param>
    /// <param name="stopSignal">What a vanished test process sends the command.</param>
    /// <param name="deleteFolder">A folder the guard deletes if the test process vanished.</param>
    /// <param name="workingDirectory">Where the command runs; the tests' own folder when null.</param>
    public static async Task<GuardedProcess> StartAsync(
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string?>? environment = null,
        int stopSignal = SigTerm,
        string? deleteFolder = null,
        string? workingDirectory = null)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = workingDirectory ?? AppContext.BaseDirectory,
        };
        string signal = stopSignal.ToString(CultureInfo.InvariantCulture);
        foreach (string argument in (string[])["-c", Guard, "guard", signal, deleteFolder ?? "", .. command])
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var guarded = new GuardedProcess(new Process { StartInfo = start });
        await guarded.BeginAsync();
        return guarded;
    }

    /// <summary>Sends a signal to the command; nothing happens when it has ended already.</summary>
    public void Signal(int signal)
    {
        if (!Exited.IsCompleted)
        {
            _ = Kill(Id, signal);
        }
    }

    /// <summary>Sends a signal and waits for the end; kills the command when it has not ended after the time given.</summary>
    public async Task<int> StopAsync(int signal = SigTerm, TimeSpan? patience = null)
    {
        Signal(signal);
        try
        {
            return await Exited.WaitAsync(patience ?? TimeSpan.FromSeconds(20));
        }
        catch (TimeoutException)
        {
            Signal(SigKill);
            return await Exited;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _guard.Dispose();
    }

    private async Task BeginAsync()
    {
        _guard.OutputDataReceived += (_, line) => TakeOutput(line.Data);
        _guard.ErrorDataReceived += (_, line) => TakeError(line.Data);
        _guard.Start();
        _guard.BeginOutputReadLine();
        _guard.BeginErrorReadLine();
        Exited = WaitAsync();
        await Task.WhenAny(_pid.Task, Exited);
        // A short command may have ended by now; its output was read before its end was told.
        Id = _pid.Task.IsCompleted
            ? await _pid.Task
            : throw new InvalidOperationException($"The command did not start: {Output}");
    }

    private async Task<int> WaitAsync()
    {
        await _guard.WaitForExitAsync();
        return _guard.ExitCode;
    }

    private void TakeOutput(string? line)
    {
        if (line is null)
        {
            return;
        }

        // The guard has the child print its process id before it becomes the command.
        if (!_pid.Task.IsCompleted)
        {
            _pid.SetResult(int.Parse(line, CultureInfo.InvariantCulture));
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
            _standardOutput.AppendLine(line);
        }
    }

    private void TakeError(string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                _output.AppendLine(line);
            }
        }
    }

    private string Read(StringBuilder text)
    {
        lock (_output)
        {
            return text.ToString();
        }
    }

    /// <summary>Sends a signal to a process that somebody else started.</summary>
    public static void Send(int processId, int signal)
    {
        if (Kill(processId, signal) != 0)
        {
            throw new InvalidOperationException($"Process {processId} could not be sent signal {signal}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
