using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Fengqiao.Host.Settings;
using Fengqiao.Host.Texts;

namespace Fengqiao.Host.Commands;

/// <summary>Hands a command to the server that has the data folder.</summary>
internal static class CommandClient
{
    /// <returns>The command's exit code; null when no server answers.</returns>
    public static async Task<int?> TryRunAsync(DataFolder folder, CommandRequest request, ICommandSink sink, CancellationToken ct)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(folder.Socket), ct);
        }
        catch (SocketException)
        {
            return null;
        }

        using var handler = new SocketsHttpHandler { ConnectCallback = (_, _) => ValueTask.FromResult<Stream>(new NetworkStream(socket)) };
        // Plain on purpose: it goes through a socket that only the server's own account can open. The name means nothing.
#pragma warning disable S5332
        using var client = new HttpClient(handler) { BaseAddress = new Uri("http://fengqiao"), Timeout = Timeout.InfiniteTimeSpan };
#pragma warning restore S5332
        return await RunAsync(client, request, sink, ct);
    }

    private static async Task<int> RunAsync(HttpClient client, CommandRequest request, ICommandSink sink, CancellationToken ct)
    {
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, CommandDoor.Path) { Content = JsonContent.Create(request, options: CommandMessage.Json) };
            using var answer = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct);
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
            while (await lines.ReadLineAsync(ct) is { } line)
            {
                var said = JsonSerializer.Deserialize<CommandMessage>(line, CommandMessage.Json)!;
                if (said.Kind == CommandMessageKind.End)
                {
                    return said.Code;
                }

                said.Send(sink);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
        {
            // Said below: the server went away in the middle.
        }

        sink.Fail(HostText.Get("ServerGone"));
        return ExitCodes.Failed;
    }
}
