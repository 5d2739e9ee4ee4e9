using System.Globalization;

namespace Fengqiao.TestKit;

/// <summary>
/// The real server as a process of its own, started like an operator starts it and ready to answer. For what
/// only a real process shows: signals, kills, restarts, sockets, and browsers.
/// </summary>
public sealed class RunningServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly GuardedProcess _process;

    private RunningServer(GuardedProcess process, Uri address)
    {
        _process = process;
        Address = address;
        Client = new HttpClient { BaseAddress = address };
    }

    /// <summary>http://127.0.0.1 and the port.</summary>
    public Uri Address { get; }

    /// <summary>A client without cookies or credentials.</summary>
    public HttpClient Client { get; }

    public int ProcessId => _process.Id;

    /// <summary>What it has printed so far.</summary>
    public string Output => _process.Output;

    /// <summary>Ends when the server has ended, with its exit code.</summary>
    public Task<int> Exited => _process.Exited;

    /// <summary>Starts <c>serve</c>, or another command that serves such as <c>demo</c>, and waits until it is ready.</summary>
    /// <param name="dataFolder">Its <c>--data</c>.</param>
    /// <param name="database">Its <c>--database</c>; null for SQLite.</param>
    /// <param name="command">The command and further arguments.</param>
    /// <param name="environment">Variables for it, e.g. settings.</param>
    /// <exception cref="InvalidOperationException">It ended, or was not ready within a minute; the message has its output.</exception>
    public static async Task<RunningServer> StartAsync(
        string dataFolder,
        string? database = null,
        IReadOnlyList<string>? command = null,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        int port = FreePort.Next();
        string[] place = ["--data", dataFolder, "--port", port.ToString(CultureInfo.InvariantCulture)];
        string[] store = database is null ? [] : ["--database", database];
        GuardedProcess process = await HostCommand.StartAsync([.. command ?? ["serve"], .. place, .. store], environment);
        var server = new RunningServer(process, new Uri($"http://127.0.0.1:{port}"));
        if (await server.BecomesReadyAsync())
        {
            return server;
        }

        string output = server.Output;
        await server.DisposeAsync();
        throw new InvalidOperationException($"The server did not become ready. Its output:\n{output}");
    }

    /// <inheritdoc cref="GuardedProcess.StopAsync"/>
    public Task<int> StopAsync(int signal = GuardedProcess.SigTerm) => _process.StopAsync(signal);

    /// <inheritdoc cref="GuardedProcess.Signal"/>
    public void Signal(int signal) => _process.Signal(signal);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
    }

    private async Task<bool> BecomesReadyAsync()
    {
        await Eventually.HoldsAsync(async () => _process.Exited.IsCompleted || await IsReadyAsync(), Patience);
        return !_process.Exited.IsCompleted && await IsReadyAsync();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using HttpResponseMessage answer = await Client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
